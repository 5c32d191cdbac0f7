package io.changeover.report;

import io.changeover.report.Compliance.DrillState;
import io.changeover.report.Compliance.Measure;
import io.changeover.report.Compliance.PlanRow;
import io.changeover.report.Compliance.Totals;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Block.Text;
import io.changeover.report.paper.Paper;
import io.changeover.report.paper.Paper.Figure;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import io.changeover.report.paper.Sheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts on paper how all plans stood over a period. */
final class CompliancePaper {
    private static final List<String> HEADER = List.of(
            "from",
            "to",
            "plan",
            "version",
            "state",
            "activeSite",
            "compliant",
            "rto",
            "worstOutage",
            "outageVerdict",
            "rpo",
            "worstLoss",
            "lossVerdict",
            "moves",
            "drills",
            "lastDrill",
            "lastDrillOutcome",
            "drillPassedAt",
            "drillDueAt",
            "drillOverdue",
            "breaches",
            "gaps",
            "gapCodes",
            "actions");

    private final Compliance compliance;
    private final Wording say = new Wording();

    CompliancePaper(Compliance compliance) {
        this.compliance = compliance;
    }

    Paper write() {
        List<Section> sections = new ArrayList<>();
        sections.add(overview());
        compliance.plans().forEach(plan -> sections.addAll(new PlanSections(plan).all()));
        Totals totals = compliance.totals();
        boolean good = totals.compliant() == totals.plans();
        String title = totals.plans() == 0
                ? "There is no plan."
                : "%d of %s kept every promise and lack%s nothing."
                        .formatted(
                                totals.compliant(),
                                Words.count(totals.plans(), "plan"),
                                totals.compliant() == 1 ? "s" : "");
        return new Paper(
                "Compliance · %s to %s".formatted(compliance.from(), compliance.to()),
                totals.plans() == 0 ? Look.PLAIN : good ? Look.GOOD : Look.WARNING,
                title,
                List.of("%s to %s, both days included; states and gaps are those of %s."
                        .formatted(compliance.from(), compliance.to(), say.dateTime(compliance.madeAt()))),
                figures(totals),
                sections);
    }

    private static List<Figure> figures(Totals totals) {
        return List.of(
                new Figure(
                        "Plans",
                        "%d of %d".formatted(totals.compliant(), totals.plans()),
                        Look.PLAIN,
                        "",
                        "without breach and gap"),
                new Figure(
                        "Breaches",
                        String.valueOf(totals.breaches()),
                        totals.breaches() == 0 ? Look.GOOD : Look.BAD,
                        "",
                        "promises not kept, or not known"),
                new Figure(
                        "Gaps",
                        String.valueOf(totals.gaps()),
                        totals.gaps() == 0 ? Look.GOOD : Look.WARNING,
                        "",
                        "what is missing now"),
                new Figure(
                        "Drills",
                        String.valueOf(totals.drills()),
                        Look.PLAIN,
                        "",
                        "and %s".formatted(Words.count(totals.moves(), "move"))));
    }

    private Section overview() {
        if (compliance.plans().isEmpty()) {
            return Section.of("Plans", new Text("None."));
        }
        return Section.of(
                "Plans",
                new Table(
                        "Plans",
                        List.of(
                                Column.of("Plan", 17),
                                Column.of("State", 14),
                                Column.of("Worst outage", 16),
                                Column.of("Worst loss", 16),
                                Column.of("Last drill", 19),
                                Column.number("Breaches", 9),
                                Column.number("Gaps", 9)),
                        compliance.plans().stream().map(this::row).toList()));
    }

    private List<Cell> row(PlanRow plan) {
        return List.of(
                Cell.of(plan.plan(), "version " + plan.version()),
                Cell.of(say.constant(plan.state()), "at " + plan.activeSite()),
                measure(plan.outage()),
                measure(plan.loss()),
                drill(plan.drill()),
                new Cell(
                        String.valueOf(plan.breaches().size()),
                        "",
                        plan.breaches().isEmpty() ? Look.GOOD : Look.BAD),
                new Cell(String.valueOf(plan.gaps().size()), "", plan.gaps().isEmpty() ? Look.GOOD : Look.WARNING));
    }

    private Cell measure(Measure measure) {
        String promised = "promised " + Wording.brief(measure.objective());
        if (measure.verdict() == Objective.NOT_APPLICABLE) {
            return Cell.of("nothing moved", promised);
        }
        Duration achieved = measure.achieved();
        return new Cell(achieved == null ? "unknown" : say.duration(achieved), promised, Looks.of(measure.verdict()));
    }

    private Cell drill(DrillState drill) {
        if (!drill.wanted()) {
            return Cell.of("none wanted", Look.WARNING);
        }
        String last = drill.lastRun() == null ? "never" : drill.lastRun() + ", " + say.constant(drill.lastOutcome());
        String due = drill.overdue() ? "overdue" : "due " + say.dateTime(drill.dueAt());
        return new Cell(last, due, drill.overdue() ? Look.BAD : Look.GOOD);
    }

    /** A row for each plan. */
    Sheet sheet() {
        return new Sheet(HEADER, compliance.plans().stream().map(this::line).toList());
    }

    private List<@Nullable Object> line(PlanRow plan) {
        return Arrays.asList(
                compliance.from(),
                compliance.to(),
                plan.plan(),
                plan.version(),
                plan.state(),
                plan.activeSite(),
                plan.compliant(),
                plan.outage().objective(),
                plan.outage().achieved(),
                plan.outage().verdict(),
                plan.loss().objective(),
                plan.loss().achieved(),
                plan.loss().verdict(),
                plan.moves().size(),
                plan.drills().size(),
                plan.drill().lastRun(),
                plan.drill().lastOutcome(),
                plan.drill().passedAt(),
                plan.drill().dueAt(),
                plan.drill().overdue(),
                plan.breaches().size(),
                plan.gaps().size(),
                plan.gaps().stream().map(one -> one.code().name()).distinct().collect(Collectors.joining(" ")),
                plan.actions().size());
    }
}
