package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a dataset is behind, as it was read at one time. In a series it holds until the next one.
 *
 * @param bytes null where it is not known, which is never 0
 * @param millis null where it is not known
 * @param rpoMillis the most that it may be
 * @param found {@code FOLLOWS}, {@code LOST} or {@code UNKNOWN}; null in a series
 * @param words what is wrong; empty where nothing is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LagView(
        String dataset,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
        @Nullable Long bytes,
        @Nullable Long millis,
        long rpoMillis,
        @Nullable String found,
        String words) {}
