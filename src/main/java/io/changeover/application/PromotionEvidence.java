package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.StepStore;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks into the records of a run for what must be there before it promotes, whichever way it came: the proof of every
 * dataset or its demotion at the source, fencing evidence, or a person's statement. Whatever may have started the source again makes all that was found
 * before it worthless. Thread-safe.
 */
public final class PromotionEvidence {
    private static final Set<Operation> LOOKED_AT = EnumSet.of(
            Operation.PROVE,
            Operation.DEMOTE,
            Operation.FENCE,
            Operation.STOP,
            Operation.START,
            Operation.UNFENCE,
            Operation.PROMOTE);
    /** What reads of a dataset that its primary side takes no writes. */
    private static final Set<Operation> PROOFS = EnumSet.of(Operation.PROVE);

    private static final Set<Operation> REVIVING = EnumSet.of(Operation.START, Operation.UNFENCE, Operation.PROMOTE);

    private final Plans plans;
    private final StepStore steps;
    private final DecisionStore decisions;

    public PromotionEvidence(Plans plans, StepStore steps, DecisionStore decisions) {
        this.plans = plans;
        this.steps = steps;
        this.decisions = decisions;
    }

    /** What is missing, in one sentence for people; empty if the source is known to take no writes. */
    Optional<String> missing(Run run) {
        return missing(plans.of(run), run, steps.operationsOf(run.id(), LOOKED_AT), decisions.ofRun(run.id()));
    }

    static Optional<String> missing(
            ProtectionPlan plan, Run run, List<OperationRecord> read, List<Decision> decisions) {
        Optional<OperationRecord> revival = read.stream()
                .filter(one -> REVIVING.contains(one.operation()) && one.site().equals(run.source()))
                .filter(one -> one.startedAt().isPresent())
                .max(Comparator.comparing(PromotionEvidence::over));
        Instant since = revival.map(PromotionEvidence::over).orElse(Instant.MIN);
        List<OperationRecord> good = read.stream()
                .filter(one -> one.state() == OperationState.DONE)
                .filter(one ->
                        one.startedAt().filter(begun -> !begun.isBefore(since)).isPresent())
                .toList();
        boolean fenced = plan.fencing().reached(run.source(), names(good, Set.of(Operation.FENCE)));
        List<String> unproved = unproved(plan, run, good);
        if (fenced || unproved.isEmpty() || stated(decisions, since)) {
            return Optional.empty();
        }
        String before = revival.map(one -> "; what was found before %s of %s at %s does not count"
                        .formatted(one.operation(), one.target(), one.site()))
                .orElse("");
        return Optional.of(
                "wanted proof that %s takes no writes before %s is promoted, found none of %s, no fencing evidence and nobody's statement%s"
                        .formatted(run.source(), run.target(), String.join(", ", unproved), before));
    }

    private static Instant over(OperationRecord one) {
        return one.endedAt().orElse(Instant.MAX);
    }

    /** What is not proved: datasets, or where there are none the instances that were not stopped. */
    private static List<String> unproved(ProtectionPlan plan, Run run, List<OperationRecord> good) {
        boolean data = !plan.datasets().isEmpty();
        Set<String> proved = new HashSet<>(names(good, data ? PROOFS : Set.of(Operation.STOP)));
        List<OperationRecord> there =
                good.stream().filter(one -> one.site().equals(run.source())).toList();
        proved.addAll(names(there, Set.of(Operation.DEMOTE)));
        Stream<String> wanted = data
                ? plan.datasets().stream().map(Dataset::name)
                : plan.groups().stream()
                        .flatMap(group -> group.instances().stream())
                        .filter(one -> one.placements().containsKey(run.source()))
                        .map(Instance::name);
        return wanted.filter(name -> !proved.contains(name)).toList();
    }

    private static Set<String> names(List<OperationRecord> good, Set<Operation> which) {
        return good.stream()
                .filter(one -> which.contains(one.operation()))
                .map(OperationRecord::target)
                .collect(Collectors.toSet());
    }

    private static boolean stated(List<Decision> decisions, Instant since) {
        return decisions.stream()
                .filter(one -> one.choice().filter(Decisions.STATED::equals).isPresent())
                .anyMatch(
                        one -> one.decidedAt().filter(at -> !at.isBefore(since)).isPresent());
    }
}
