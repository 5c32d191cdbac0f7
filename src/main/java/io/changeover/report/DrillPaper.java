package io.changeover.report;

import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.report.DrillEvidence.Copy;
import io.changeover.report.DrillEvidence.Past;
import io.changeover.report.DrillEvidence.Probe;
import io.changeover.report.DrillEvidence.Recovery;
import io.changeover.report.DrillEvidence.Together;
import io.changeover.report.paper.Block;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Fact;
import io.changeover.report.paper.Block.Facts;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Block.Text;
import io.changeover.report.paper.Paper;
import io.changeover.report.paper.Paper.Figure;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import io.changeover.report.paper.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the evidence of a drill on paper. */
final class DrillPaper {
    private static final List<String> HEADER =
            List.of("run", "part", "operation", "target", "site", "state", "found", "at", "millis");

    private final DrillEvidence drill;
    private final RunParts parts;
    private final Wording say = new Wording();

    DrillPaper(RunReport report, DrillEvidence drill) {
        this.drill = drill;
        this.parts = new RunParts(report);
    }

    Paper write() {
        List<Section> sections = new ArrayList<>();
        sections.add(copies());
        sections.add(probes("Started apart from users, at " + drill.tested(), drill.started()));
        sections.add(probes("What was asked", drill.checks()));
        sections.add(production());
        sections.add(probes("What was removed, and read back", drill.removals()));
        sections.addAll(parts.deviations());
        sections.add(parts.decisions());
        sections.add(history());
        sections.add(parts.what());
        sections.add(
                Section.of("Seen by", new Facts(List.of(new Fact("Name, date", " "), new Fact("Name, date", " ")))));
        return new Paper(
                "Drill evidence · " + drill.run().id(),
                Looks.of(drill.headline().tone()),
                drill.headline().sentence(),
                parts.lead(),
                List.of(recovery(), checks(), untouched(), removed()),
                sections);
    }

    private Figure recovery() {
        Recovery recovery = drill.recovery();
        return new Figure(
                "Recovery tried",
                recovery.achieved() == null ? "not known" : say.duration(recovery.achieved()),
                Looks.of(recovery.verdict()),
                say.objective(recovery.verdict(), recovery.objective()),
                "from the first copy to the last answer");
    }

    private Figure checks() {
        long passed = drill.checks().stream()
                .filter(one -> one.state() == OperationState.DONE)
                .count();
        boolean all = passed == drill.checks().size();
        String value = "%d of %d".formatted(passed, drill.checks().size());
        return new Figure(
                "Checks passed", value, good(all && passed > 0), "", "asked of the copies at " + drill.tested());
    }

    private Figure untouched() {
        return new Figure(
                "Production",
                drill.untouched() ? "only read" : "changed",
                good(drill.untouched()),
                drill.untouched() ? "" : Words.count(drill.touches().size(), "change"),
                "%s at %s, which served".formatted(Words.count(drill.readings(), "reading"), drill.serving()));
    }

    private Figure removed() {
        return new Figure(
                "Left behind",
                drill.removed() ? "nothing" : "not known",
                good(drill.removed()),
                "",
                drill.removed() ? "read back" : "it was not read back that nothing is left");
    }

    private static Look good(boolean good) {
        return good ? Look.GOOD : Look.BAD;
    }

    private Section copies() {
        if (drill.copies().isEmpty()) {
            return Section.of("Copies", new Text("None was made."));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                "Copies",
                List.of(
                        Column.of("Of dataset", 20),
                        Column.of("Made", 10),
                        Column.of("Holds the data up to", 30),
                        Column.number("Age", 12),
                        Column.of("Objective", 18),
                        Column.number("Took", 10)),
                drill.copies().stream().map(this::copy).toList()));
        drill.groups().forEach(one -> blocks.add(new Text(together(one))));
        return Section.of("Copies", blocks.toArray(Block[]::new));
    }

    /** A group is copied member by member: what that proves, and what it does not. */
    private String together(Together one) {
        String apart =
                one.apart() == null ? "an unknown time apart" : "at most %s apart".formatted(say.duration(one.apart()));
        return "Consistency group %s (%s): its copies are of moments %s. The drill proves that each of them can be used, not that they fit each other."
                .formatted(one.group(), String.join(", ", one.datasets()), apart);
    }

    private List<Cell> copy(Copy one) {
        return List.of(
                Cell.of(one.dataset()),
                Cell.of(one.made() ? "yes" : "no", one.made() ? Look.GOOD : Look.BAD),
                Cell.of(RunParts.known(one.holds(), "unknown")),
                Cell.of(one.age() == null ? "unknown" : say.duration(one.age())),
                Cell.of(say.wanted(one.objective()) + ": " + say.constant(one.verdict()), Looks.of(one.verdict())),
                Cell.of(say.duration(one.took())));
    }

    private Section probes(String heading, List<Probe> probes) {
        if (probes.isEmpty()) {
            return Section.of(heading, new Text("Nothing."));
        }
        return Section.of(
                heading,
                new Table(
                        heading,
                        List.of(
                                Column.of("Operation", 13),
                                Column.of("Target", 20),
                                Column.of("Result", 12),
                                Column.of("What was found", 35),
                                Column.of("Began", 11),
                                Column.number("Took", 9)),
                        probes.stream().map(this::probe).toList()));
    }

    private List<Cell> probe(Probe one) {
        return List.of(
                Cell.of(one.operation().name()),
                Cell.of(one.target(), "at " + one.site()),
                Cell.of(say.constant(one.state()), Looks.of(one.state())),
                Cell.of(RunParts.known(one.found(), "")),
                Cell.of(say.clock(one.at())),
                Cell.of(say.duration(one.took())));
    }

    private Section production() {
        String heading = "What was changed at %s, which served".formatted(drill.serving());
        return drill.untouched()
                ? Section.of(
                        heading,
                        new Text("Nothing: %s, and no operation that changes anything."
                                .formatted(Words.count(drill.readings(), "reading"))))
                : probes(heading, drill.touches());
    }

    private Section history() {
        return Section.of(
                "Drills of this plan",
                new Table(
                        "Drills of this plan",
                        List.of(
                                Column.of("Run", 20),
                                Column.of("Began", 25),
                                Column.of("Ended", 25),
                                Column.of("Outcome", 18),
                                Column.of("By", 12)),
                        drill.history().stream().map(this::past).toList()));
    }

    private List<Cell> past(Past one) {
        return List.of(
                Cell.of(one.run()),
                Cell.of(say.dateTime(one.startedAt())),
                Cell.of(say.dateTime(one.endedAt())),
                Cell.of(say.constant(one.outcome()), one.outcome() == RunOutcome.COMPLETED ? Look.GOOD : Look.WARNING),
                Cell.of(one.requester()));
    }

    /** All that was done and asked, a row for each. */
    Sheet sheet() {
        return new Sheet(
                HEADER,
                Stream.of(
                                drill.started().stream().map(one -> row("started", one)),
                                drill.checks().stream().map(one -> row("check", one)),
                                drill.removals().stream().map(one -> row("removal", one)),
                                drill.touches().stream().map(one -> row("touch", one)),
                                drill.copies().stream().map(this::row))
                        .flatMap(rows -> rows)
                        .toList());
    }

    private List<@Nullable Object> row(Copy one) {
        return Arrays.asList(
                drill.run().id(),
                "copy",
                "CLONE",
                one.dataset(),
                drill.tested(),
                one.made() ? "DONE" : "FAILED",
                one.holds(),
                null,
                one.took() == null ? null : one.took().toMillis());
    }

    private List<@Nullable Object> row(String part, Probe one) {
        return Arrays.asList(
                drill.run().id(),
                part,
                one.operation(),
                one.target(),
                one.site(),
                one.state(),
                one.found(),
                one.at(),
                one.took() == null ? null : one.took().toMillis());
    }
}
