package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** Two plan files to be compared, each as its text. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanFilesRequest(
        @Nullable String before, @Nullable String after) {}
