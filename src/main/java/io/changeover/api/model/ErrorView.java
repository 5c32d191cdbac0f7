package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer that is no success ({@code application/problem+json}).
 *
 * @param code what is wrong, in capitals, for programs
 * @param blockers every reason of a refusal
 * @param problems every mistake of a plan file
 * @param run the run that is in the way or already exists, if there is one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ErrorView(
        int status,
        String title,
        @Nullable String detail,
        @Nullable String code,
        List<BlockerView> blockers,
        List<PlanProblemView> problems,
        @Nullable String run) {
    public ErrorView {
        blockers = blockers == null ? List.of() : List.copyOf(blockers);
        problems = problems == null ? List.of() : List.copyOf(problems);
    }
}
