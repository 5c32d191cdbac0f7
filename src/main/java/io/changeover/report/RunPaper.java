package io.changeover.report;

import io.changeover.report.RunReport.Action;
import io.changeover.report.RunReport.Drilled;
import io.changeover.report.RunReport.Step;
import io.changeover.report.paper.Block;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Block.Text;
import io.changeover.report.paper.Paper;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts the report of a run on paper: all of it but what operations printed, which its JSON holds. */
final class RunPaper {
    private final RunReport report;
    private final RunParts parts;
    private final Wording say = new Wording();

    RunPaper(RunReport report) {
        this.report = report;
        this.parts = new RunParts(report);
    }

    Paper write() {
        List<Section> sections = new ArrayList<>();
        sections.add(parts.what());
        sections.addAll(parts.deviations());
        if (!report.steps().isEmpty()) {
            sections.add(Section.of("Timeline", TimelineBars.of(report)));
        }
        sections.add(parts.decisions());
        intended().ifPresent(sections::add);
        parts.datasets().ifPresent(sections::add);
        drill().ifPresent(sections::add);
        report.steps().stream().map(this::step).forEach(sections::add);
        events().ifPresent(sections::add);
        notices().ifPresent(sections::add);
        String kind = report.run().dryRun() ? "Dry run report" : "Run report";
        return new Paper(
                kind + " · " + report.run().id(),
                Looks.of(report.headline().tone()),
                report.headline().sentence(),
                parts.lead(),
                List.of(parts.outage(), parts.loss(), parts.machines(), parts.people()),
                sections);
    }

    private Optional<Section> intended() {
        if (!report.run().dryRun()) {
            return Optional.empty();
        }
        Block all = report.intendedChanges().isEmpty()
                ? new Text("None: every wanted state was found.")
                : RunParts.points(report.intendedChanges().stream()
                        .map(one -> "%s (step %d): %s"
                                .formatted(
                                        Words.operation(one.operation(), one.target(), one.site()),
                                        one.step(),
                                        one.message())));
        return Optional.of(Section.of("Intended changes", all));
    }

    private Optional<Section> drill() {
        Drilled drill = report.drill();
        if (drill == null) {
            return Optional.empty();
        }
        String left = drill.nothingLeft()
                ? "Nothing is left of it, read back."
                : "It was not read back that nothing is left.";
        return Optional.of(Section.of(
                "What the drill proved",
                drill.nothingLeft() ? Look.PLAIN : Look.WARNING,
                new Text("%d of %d checks passed. %s".formatted(drill.passed(), drill.checks(), left))));
    }

    private Section step(Step step) {
        String where = "Activity %s of %s, %s; %s, %s, took %s"
                .formatted(
                        step.activity(),
                        step.process(),
                        say.dateTime(step.startedAt()),
                        say.constant(step.state()),
                        say.tally(step),
                        say.duration(step.duration()));
        String group = step.group() == null ? "" : ", group " + step.group();
        return Section.of(
                "Step %d: %s%s".formatted(step.number(), step.name(), group),
                new Text(where),
                new Table(
                        "Operations of step " + step.number(),
                        List.of(
                                Column.of("Operation", 12),
                                Column.of("Target", 16),
                                Column.of("Site, host", 13),
                                Column.of("Result", 11),
                                Column.of("What was found", 28),
                                Column.number("Tries", 5),
                                Column.of("Began", 8),
                                Column.number("Took", 7)),
                        step.operations().stream().map(this::operation).toList()));
    }

    private List<Cell> operation(Action one) {
        String code = one.errorCode() == null ? "" : one.errorCode() + ": ";
        return List.of(
                Cell.of(one.operation().name()),
                Cell.of(one.target()),
                Cell.of(one.host() == null ? one.site() : one.site() + ", " + one.host()),
                Cell.of(say.result(one), Looks.of(one.state())),
                Cell.of(code + RunParts.known(one.message(), ""), readings(one)),
                Cell.of(String.valueOf(one.attempts())),
                Cell.of(say.clock(one.startedAt())),
                Cell.of(say.duration(one.duration())));
    }

    /** What was read of an operation that did not go well. */
    private static String readings(Action one) {
        return Looks.of(one.state()) == Look.GOOD
                ? ""
                : one.readings().stream()
                        .map(read -> read.name() + " = " + read.value())
                        .collect(Collectors.joining("; "));
    }

    private Optional<Section> events() {
        if (report.events().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Section.of(
                "What was said and done",
                new Table(
                        "What was said and done",
                        List.of(
                                Column.of("When", 22),
                                Column.of("Who", 14),
                                Column.of("What", 16),
                                Column.of("Detail", 48)),
                        report.events().stream()
                                .map(one -> List.of(
                                        Cell.of(say.dateTime(one.at())),
                                        Cell.of(one.actor()),
                                        Cell.of(one.what()),
                                        Cell.of(one.detail())))
                                .toList())));
    }

    private Optional<Section> notices() {
        if (report.notifications().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Section.of(
                "Who was told",
                new Table(
                        "Who was told",
                        List.of(
                                Column.of("Receiver", 18),
                                Column.of("Event", 18),
                                Column.of("When", 22),
                                Column.of("Told", 22),
                                Column.of("Last error", 20)),
                        report.notifications().stream()
                                .map(one -> List.of(
                                        Cell.of(one.receiver()),
                                        Cell.of(one.event().wireName()),
                                        Cell.of(say.dateTime(one.at())),
                                        Cell.of(
                                                one.sentAt() == null
                                                        ? say.constant(one.state())
                                                        : say.dateTime(one.sentAt())),
                                        Cell.of(RunParts.known(one.error(), ""))))
                                .toList())));
    }
}
