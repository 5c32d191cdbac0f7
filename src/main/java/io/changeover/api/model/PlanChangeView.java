package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * One difference in effect between two plans.
 *
 * @param path where it is, such as {@code groups.app.shop-1.unit}
 * @param sentence for people, old and new value included
 * @param before the old value, secrets as references; null where there is none
 * @param after the new value; null where there is none
 * @param severity {@code NORMAL}, or {@code DANGEROUS} where protection is taken away or an order changes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanChangeView(
        String code,
        String path,
        String sentence,
        @Nullable String before,
        @Nullable String after,
        String severity) {}
