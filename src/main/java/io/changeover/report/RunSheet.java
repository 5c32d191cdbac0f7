package io.changeover.report;

import io.changeover.report.RunReport.Action;
import io.changeover.report.RunReport.Step;
import io.changeover.report.paper.Sheet;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of a run as a table: a row for each operation. */
final class RunSheet {
    private static final List<String> HEADER = List.of(
            "run",
            "step",
            "stepName",
            "group",
            "number",
            "operation",
            "target",
            "site",
            "host",
            "state",
            "outcome",
            "verdict",
            "errorCode",
            "message",
            "attempts",
            "startedAt",
            "endedAt",
            "millis");

    private RunSheet() {}

    static Sheet of(RunReport report) {
        return new Sheet(
                HEADER,
                report.steps().stream()
                        .flatMap(step -> step.operations().stream()
                                .map(one -> row(report.run().id(), step, one)))
                        .toList());
    }

    private static List<@Nullable Object> row(String run, Step step, Action one) {
        return Arrays.asList(
                run,
                step.number(),
                step.name(),
                step.group(),
                one.number(),
                one.operation(),
                one.target(),
                one.site(),
                one.host(),
                one.state(),
                one.outcome(),
                one.verdict(),
                one.errorCode(),
                one.message(),
                one.attempts(),
                one.startedAt(),
                one.endedAt(),
                one.duration() == null ? null : one.duration().toMillis());
    }
}
