package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.report.DrillEvidence.Copy;
import io.changeover.report.DrillEvidence.Past;
import io.changeover.report.DrillEvidence.Probe;
import io.changeover.report.DrillEvidence.Recovery;
import io.changeover.report.RunReport.Action;
import io.changeover.report.RunReport.Drilled;
import io.changeover.report.RunReport.Objective;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the evidence of a drill from the report of its run. */
final class DrillProofs {
    private static final Set<Operation> REMOVAL = EnumSet.of(Operation.STOP, Operation.DISCARD);

    private final RunReport report;
    private final ProtectionPlan plan;
    private final List<Action> actions;

    private DrillProofs(RunReport report, ProtectionPlan plan) {
        this.report = report;
        this.plan = plan;
        this.actions = report.steps().stream()
                .flatMap(step -> step.operations().stream())
                .filter(one -> one.startedAt() != null)
                .toList();
    }

    /**
     * The evidence.
     *
     * @param drilled what the report says of the drill
     * @param past the drills of the plan that have ended, newest first
     */
    static DrillEvidence of(RunReport report, Drilled drilled, ProtectionPlan plan, List<Run> past) {
        return new DrillProofs(report, plan).write(drilled, past);
    }

    private DrillEvidence write(Drilled drilled, List<Run> past) {
        String tested = report.run().target();
        String serving = report.run().source();
        List<Probe> touches = probes(one -> one.site().equals(serving)
                && one.operation().changing()
                && one.outcome() != Outcome.UNCHANGED
                && one.state() != OperationState.CANCELLED);
        return new DrillEvidence(
                report.headline(),
                report.run(),
                report.times(),
                tested,
                serving,
                recovery(drilled),
                actions.stream()
                        .filter(one -> one.operation() == Operation.CLONE)
                        .map(this::copy)
                        .toList(),
                CloneSpread.of(plan, actions),
                probes(one -> one.operation() == Operation.START && one.site().equals(tested)),
                probes(one -> one.operation() == Operation.CHECK && one.site().equals(tested)),
                probes(one -> REMOVAL.contains(one.operation())),
                drilled.nothingLeft(),
                touches.isEmpty(),
                (int) actions.stream()
                        .filter(one ->
                                one.site().equals(serving) && !one.operation().changing())
                        .count(),
                touches,
                report.decisions(),
                past.stream().map(DrillProofs::past).toList());
    }

    private Recovery recovery(Drilled drilled) {
        Duration wanted = plan.objectives().rto();
        Duration took = drilled.rehearsal();
        if (took == null || drilled.checks() == 0 || drilled.passed() < drilled.checks()) {
            return new Recovery(null, wanted, Objective.UNKNOWN);
        }
        return new Recovery(took, wanted, took.compareTo(wanted) <= 0 ? Objective.MET : Objective.MISSED);
    }

    private Copy copy(Action one) {
        Duration wanted = plan.dataset(one.target())
                .flatMap(Dataset::rpo)
                .orElse(plan.objectives().rpo());
        String holds = one.outputs().get("recoveryPoint");
        Duration age = age(holds, one.startedAt());
        Objective verdict = Objective.UNKNOWN;
        if (age != null) {
            verdict = age.compareTo(wanted) <= 0 ? Objective.MET : Objective.MISSED;
        }
        boolean made = one.state() == OperationState.DONE;
        return new Copy(one.target(), made, holds, age, wanted, verdict, one.duration());
    }

    /** What is told after the copy was begun counts as no age. */
    private static @Nullable Duration age(@Nullable String holds, @Nullable Instant begun) {
        if (holds == null || begun == null) {
            return null;
        }
        try {
            Duration age = Duration.between(Instant.parse(holds), begun);
            return age.isNegative() ? Duration.ZERO : age;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private List<Probe> probes(Predicate<Action> which) {
        return actions.stream()
                .filter(which)
                .map(one -> new Probe(
                        one.operation(),
                        one.target(),
                        one.site(),
                        one.state(),
                        one.message(),
                        one.startedAt(),
                        one.duration()))
                .toList();
    }

    private static Past past(Run run) {
        return new Past(
                run.id().value(),
                run.startedAt(),
                run.endedAt().orElse(null),
                run.outcome().orElse(null),
                run.requester());
    }
}
