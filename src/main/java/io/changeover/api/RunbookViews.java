package io.changeover.api;

import io.changeover.api.model.RunbookFindingView;
import io.changeover.api.model.RunbookTestView;
import io.changeover.api.model.RunbookView;
import io.changeover.application.RunbookFinding;
import io.changeover.application.RunbookVersion;
import io.changeover.application.TrialReport;
import java.util.List;

/** Runbooks, and what was found about them, as the API tells it. */
public final class RunbookViews {
    private RunbookViews() {}

    static RunbookView version(RunbookVersion one) {
        return new RunbookView(
                one.id(),
                one.name(),
                one.runType().orElse(null),
                one.version(),
                one.tag(),
                one.deployedAt(),
                one.deployedBy().orElse(null),
                one.reason().orElse(null),
                one.running());
    }

    /** Findings, in the same order. */
    public static List<RunbookFindingView> findings(List<RunbookFinding> findings) {
        return findings.stream()
                .map(one -> new RunbookFindingView(one.file(), one.element(), one.rule(), one.message()))
                .toList();
    }

    /** A report with all its paths. */
    public static RunbookTestView report(TrialReport report) {
        return new RunbookTestView(
                report.runbook(),
                report.passed(),
                report.covered(),
                report.complete(),
                report.paths().stream().map(RunbookViews::path).toList(),
                report.coverage().stream()
                        .map(one -> new RunbookTestView.Coverage(
                                one.process(),
                                one.elements(),
                                one.elementsPassed(),
                                one.flows(),
                                one.flowsPassed(),
                                one.missed()))
                        .toList());
    }

    private static RunbookTestView.Path path(TrialReport.Path path) {
        return new RunbookTestView.Path(
                path.choices().stream()
                        .map(one -> new RunbookTestView.Choice(one.process(), one.element(), one.name(), one.outcome()))
                        .toList(),
                path.end(),
                path.outcome().orElse(null),
                path.fault().orElse(null));
    }
}
