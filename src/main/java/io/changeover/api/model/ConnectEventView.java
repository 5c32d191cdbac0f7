package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * One line of a check that is under way.
 *
 * @param event {@code PLANNED}, {@code BEGUN}, {@code ENDED}, and as the last one {@code DONE}
 * @param total how many questions there are; with {@code PLANNED}
 * @param finding the question, with its answer once there is one; with {@code BEGUN} and {@code ENDED}
 * @param result all findings; with {@code DONE}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectEventView(
        String event,
        @Nullable Integer total,
        @Nullable FindingView finding,
        @Nullable ConnectCheckView result) {}
