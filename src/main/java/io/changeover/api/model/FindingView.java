package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What one question of a check found.
 *
 * @param kind {@code HOST}, {@code INSTANCE}, {@code DATASET}, {@code ROUTE} or {@code CHECK}
 * @param name the name in the plan
 * @param check which of its checks, from 1; null for all that are no checks
 * @param host the host's name in the plan, if it has one
 * @param ok null as long as there is no answer
 * @param code the code of what is wrong; null where nothing is
 * @param sentence what is true, or what was wanted and found
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FindingView(
        int number,
        String kind,
        String operation,
        String name,
        @Nullable Integer check,
        String site,
        @Nullable String host,
        @Nullable Boolean ok,
        @Nullable String code,
        @Nullable String sentence) {}
