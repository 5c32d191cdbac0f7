package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That something has changed: read it again with the ordinary calls.
 *
 * @param run the run that it is about, or null where all plans and runs are watched
 * @param parts of a run {@code head}, {@code questions}, {@code steps} and {@code step-N}; else {@code plans},
 *     {@code runs}, {@code open}, {@code steps}, {@code questions}, {@code alarms}, {@code holds} and {@code watch}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChangeView(@Nullable String run, List<String> parts) {}
