package io.changeover.report;

import io.changeover.report.RunReport.Answer;
import io.changeover.report.RunReport.DatasetPoint;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.RecoveryPoint;
import io.changeover.report.RunReport.Subject;
import io.changeover.report.RunReport.Times;
import io.changeover.report.paper.Block;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Fact;
import io.changeover.report.paper.Block.Facts;
import io.changeover.report.paper.Block.Points;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Block.Text;
import io.changeover.report.paper.Paper.Figure;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the papers about a run have in common. */
final class RunParts {
    private static final int SHOWN = 60;

    private final RunReport report;
    private final Wording say = new Wording();

    RunParts(RunReport report) {
        this.report = report;
    }

    Figure outage() {
        Outage outage = report.outage();
        return new Figure(
                "Outage (RTO achieved)",
                say.outage(outage),
                Looks.of(outage.verdict()),
                say.objective(outage.verdict(), outage.objective()),
                outage.explanation());
    }

    Figure loss() {
        RecoveryPoint point = report.recoveryPoint();
        return new Figure(
                "Data loss (RPO achieved)",
                say.loss(point),
                Looks.of(point.verdict()),
                say.objective(point.verdict(), point.objective()),
                point.explanation());
    }

    Figure machines() {
        Times times = report.times();
        String all = "of %s in all".formatted(say.duration(times.duration()));
        return new Figure("Machine time", say.duration(times.machine()), Look.PLAIN, "", all);
    }

    Figure people() {
        return new Figure(
                "Waiting for people",
                say.duration(report.times().people()),
                Look.PLAIN,
                "",
                "decisions, window, pauses");
    }

    /** From when to when, and for whom. */
    List<String> lead() {
        Times times = report.times();
        String end = times.endedAt() == null ? "not ended" : say.dateTime(times.endedAt());
        return List.of("%s to %s, for %s: “%s”"
                .formatted(
                        say.dateTime(times.startedAt()),
                        end,
                        report.run().requester(),
                        report.run().reason()));
    }

    Section what() {
        Subject run = report.run();
        String outcome = run.outcome() == null ? say.constant(run.state()) : say.constant(run.outcome());
        String noReturn = report.times().pointOfNoReturn() == null
                ? "not reached"
                : say.dateTime(report.times().pointOfNoReturn());
        return Section.of(
                "What ran",
                new Facts(List.of(
                        new Fact("Plan", "%s, version %d".formatted(run.plan(), run.planVersion())),
                        new Fact("Runbook", "%s, version %d".formatted(run.runbook(), run.runbookVersion())),
                        new Fact("From, to", "%s → %s".formatted(run.source(), run.target())),
                        new Fact("Outcome", outcome),
                        new Fact("Requested by", run.requester()),
                        new Fact("Dry run", run.dryRun() ? "yes" : "no"),
                        new Fact("Business key", run.businessKey()),
                        new Fact("Epoch", String.valueOf(run.epoch())),
                        new Fact("Process instance", run.processInstance()),
                        new Fact("Point of no return", noReturn))));
    }

    /** What was skipped and what failed; nothing where nothing was. */
    List<Section> deviations() {
        List<Section> sections = new ArrayList<>();
        if (!report.skips().isEmpty()) {
            sections.add(Section.of(
                    "Skipped by decision",
                    Look.WARNING,
                    points(report.skips().stream()
                            .map(one -> "%s in step %d, %s, by %s: “%s”"
                                    .formatted(
                                            Words.operation(one.operation(), one.target(), one.site()),
                                            one.step(),
                                            one.stepName(),
                                            known(one.decidedBy(), "not recorded"),
                                            known(one.reason(), "no reason recorded"))))));
        }
        if (!report.failures().isEmpty()) {
            sections.add(Section.of(
                    "Failed",
                    Look.BAD,
                    points(report.failures().stream()
                            .map(one -> "%s in step %d, %s: %s %s"
                                    .formatted(
                                            Words.operation(one.operation(), one.target(), one.site()),
                                            one.step(),
                                            one.stepName(),
                                            known(one.errorCode(), ""),
                                            known(one.message(), ""))))));
        }
        return sections;
    }

    /** As many as can be read, and how many more there are. */
    static Points points(Stream<String> all) {
        List<String> every = all.toList();
        if (every.size() <= SHOWN) {
            return new Points(every);
        }
        List<String> some = new ArrayList<>(every.subList(0, SHOWN));
        some.add("and %d more, which the forms for programs name".formatted(every.size() - SHOWN));
        return new Points(some);
    }

    Section decisions() {
        if (report.decisions().isEmpty()) {
            return Section.of("Decisions", new Text("Nobody was asked."));
        }
        List<List<Cell>> rows = report.decisions().stream().map(this::decision).toList();
        return Section.of(
                "Decisions",
                new Table(
                        "Decisions",
                        List.of(
                                Column.of("Question, and what was shown", 46),
                                Column.of("Answer", 30),
                                Column.of("When", 24)),
                        rows));
    }

    private List<Cell> decision(Answer one) {
        String answer = one.choice() == null
                ? "not decided"
                : "%s, by %s".formatted(one.choice(), known(one.decidedBy(), "someone not recorded"));
        String reason = one.reason() == null ? "" : "“" + one.reason() + "”";
        String when = one.decidedAt() == null ? "" : "decided " + say.dateTime(one.decidedAt()) + ", ";
        return List.of(
                Cell.of(one.question(), String.join("; ", one.evidence())),
                new Cell(answer, reason, one.choice() == null ? Look.WARNING : Look.PLAIN),
                Cell.of(
                        "asked " + say.dateTime(one.askedAt()),
                        "%swaited %s, asked of %s".formatted(when, say.duration(one.waited()), one.group())));
    }

    Optional<Section> datasets() {
        List<DatasetPoint> points = report.recoveryPoint().datasets();
        if (points.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = points.stream().map(this::dataset).toList();
        Block table = new Table(
                "What was lost of each dataset",
                List.of(
                        Column.of("Dataset", 18),
                        Column.number("Lost", 14),
                        Column.number("Objective", 12),
                        Column.of("Verdict", 12),
                        Column.of("How it is known", 44)),
                rows);
        return Optional.of(Section.of("Datasets", table));
    }

    private List<Cell> dataset(DatasetPoint one) {
        String told =
                one.announced() == null ? "" : "announced: " + one.announced().words();
        return List.of(
                Cell.of(one.dataset()),
                Cell.of(one.achieved() == null ? "unknown" : say.duration(one.achieved())),
                Cell.of(say.wanted(one.objective())),
                Cell.of(say.constant(one.verdict()), Looks.of(one.verdict())),
                Cell.of(one.explanation(), told));
    }

    static String known(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
