package io.changeover.report;

import io.changeover.domain.run.RunOutcome;
import io.changeover.report.Compliance.Gap;
import io.changeover.report.Compliance.LagRow;
import io.changeover.report.Compliance.Move;
import io.changeover.report.Compliance.PlanRow;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.paper.Block;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Points;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Block.Text;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the report on compliance says of one plan. */
final class PlanSections {
    private final PlanRow plan;
    private final Wording say = new Wording();

    PlanSections(PlanRow plan) {
        this.plan = plan;
    }

    List<Section> all() {
        List<Section> all = new ArrayList<>();
        all.add(verdict());
        if (!plan.breaches().isEmpty()) {
            all.add(Section.of(plan.plan() + ": breaches", breaches()));
        }
        if (!plan.moves().isEmpty()) {
            all.add(Section.of(plan.plan() + ": moves", moves()));
        }
        if (!plan.drills().isEmpty()) {
            all.add(Section.of(plan.plan() + ": drills", drills()));
        }
        if (!plan.lags().isEmpty()) {
            all.add(Section.of(plan.plan() + ": lags", lags()));
        }
        if (!plan.actions().isEmpty()) {
            all.add(Section.of(plan.plan() + ": what people did", deeds()));
        }
        return all;
    }

    private Section verdict() {
        Text known = new Text("Alarms of the period are known from %s on.".formatted(say.dateTime(plan.alarmsSince())));
        Block lacking = plan.gaps().isEmpty()
                ? new Text("Nothing is missing.")
                : new Points(plan.gaps().stream().map(Gap::sentence).toList());
        return Section.of(
                "Plan " + plan.plan() + (plan.gaps().isEmpty() ? "" : ": what is missing"),
                plan.gaps().isEmpty() ? Look.PLAIN : Look.WARNING,
                lacking,
                known);
    }

    private Block breaches() {
        return new Table(
                "Breaches",
                List.of(
                        Column.of("From", 22),
                        Column.of("Until", 22),
                        Column.of("What", 18),
                        Column.of("In", 12),
                        Column.of("Sentence", 26)),
                plan.breaches().stream()
                        .map(one -> List.of(
                                Cell.of(say.dateTime(one.from())),
                                Cell.of(one.until() == null ? "still so" : say.dateTime(one.until())),
                                Cell.of(one.code(), Look.BAD),
                                Cell.of(RunParts.known(one.run(), "")),
                                Cell.of(one.sentence())))
                        .toList());
    }

    private Block moves() {
        return new Table(
                "Moves",
                List.of(
                        Column.of("Run", 15),
                        Column.of("What", 13),
                        Column.of("Began", 22),
                        Column.of("Outcome", 20),
                        Column.of("Outage", 15),
                        Column.of("Loss", 15)),
                plan.moves().stream().map(this::move).toList());
    }

    private List<Cell> move(Move one) {
        boolean good = one.outcome() == RunOutcome.COMPLETED;
        return List.of(
                Cell.of(one.run()),
                Cell.of(one.type().wireName(), one.source() + " → " + one.target()),
                Cell.of(say.dateTime(one.startedAt())),
                Cell.of(say.constant(one.outcome()), good ? Look.GOOD : Look.WARNING),
                measured(one.outage(), one.outageVerdict()),
                measured(one.loss(), one.lossVerdict()));
    }

    private Cell measured(@Nullable Duration achieved, Objective verdict) {
        String value = achieved == null
                ? verdict == Objective.NOT_APPLICABLE ? "none" : "unknown"
                : achieved.isZero() ? "0" : say.duration(achieved);
        return new Cell(value, say.constant(verdict), Looks.of(verdict));
    }

    private Block drills() {
        return new Table(
                "Drills",
                List.of(Column.of("Run", 25), Column.of("Began", 25), Column.of("Ended", 25), Column.of("Outcome", 25)),
                plan.drills().stream()
                        .map(one -> List.of(
                                Cell.of(one.run()),
                                Cell.of(say.dateTime(one.startedAt())),
                                Cell.of(say.dateTime(one.endedAt())),
                                Cell.of(
                                        say.constant(one.outcome()),
                                        one.outcome() == RunOutcome.COMPLETED ? Look.GOOD : Look.BAD)))
                        .toList());
    }

    private Block lags() {
        return new Table(
                "Lags",
                List.of(
                        Column.of("Dataset", 22),
                        Column.number("Objective", 14),
                        Column.number("Worst", 14),
                        Column.number("Above it", 14),
                        Column.number("Not known", 14),
                        Column.of("Known since", 22)),
                plan.lags().stream().map(this::lag).toList());
    }

    private List<Cell> lag(LagRow one) {
        boolean read = one.since() != null;
        return List.of(
                Cell.of(one.dataset()),
                Cell.of(say.wanted(one.objective())),
                Cell.of(one.worst() == null ? "unknown" : say.duration(one.worst())),
                Cell.of(
                        read ? say.duration(one.above()) : "unknown",
                        one.above().isZero() ? Look.PLAIN : Look.BAD),
                Cell.of(read ? say.duration(one.unknown()) : "all of it"),
                Cell.of(read ? say.dateTime(one.since()) : "never"));
    }

    private Block deeds() {
        return new Table(
                "What people did",
                List.of(
                        Column.of("When", 22),
                        Column.of("Who", 14),
                        Column.of("What", 18),
                        Column.of("Run", 14),
                        Column.of("Detail", 32)),
                plan.actions().stream()
                        .map(one -> List.of(
                                Cell.of(say.dateTime(one.at())),
                                Cell.of(one.who()),
                                Cell.of(one.what()),
                                Cell.of(RunParts.known(one.run(), "")),
                                Cell.of(one.detail())))
                        .toList());
    }
}
