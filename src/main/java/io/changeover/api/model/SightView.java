package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * What was seen of one thing at one site.
 *
 * @param what {@code ROLE}, {@code INSTANCE} or {@code HOST}
 * @param found such as {@code PRIMARY}, {@code RUNNING}, {@code STOPPED}, {@code REACHED}; {@code UNKNOWN} where nothing
 *     was read
 * @param words what is wrong; empty where nothing is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SightView(
        String what,
        String name,
        String site,
        String found,
        String words,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at) {}
