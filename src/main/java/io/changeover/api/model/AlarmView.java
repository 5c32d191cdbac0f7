package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a plan, or was.
 *
 * @param code what it is about, such as {@code LAG_ABOVE_RPO}
 * @param subject the dataset, instance, host, site or plan
 * @param sentence what was so when it was raised
 * @param clearedAt when a reading said that it is over; null while it is not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlarmView(
        long id,
        String plan,
        String code,
        String subject,
        String sentence,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant raisedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant clearedAt) {}
