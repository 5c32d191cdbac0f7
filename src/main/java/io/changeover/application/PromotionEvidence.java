package io.changeover.application;

import io.changeover.application.port.Abilities;
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
 * dataset or its demotion at the source, fencing evidence, or a person's statement that nothing read contradicts. Whatever may have started the source again makes all that was found
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
            Operation.PROMOTE,
            Operation.ROLE,
            Operation.STATUS);
    /** What reads of a dataset that its primary side takes no writes. */
    private static final Set<Operation> PROOFS = EnumSet.of(Operation.PROVE);

    private static final Set<Operation> REVIVING = EnumSet.of(Operation.START, Operation.UNFENCE, Operation.PROMOTE);

    private final Plans plans;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final Abilities abilities;

    public PromotionEvidence(Plans plans, StepStore steps, DecisionStore decisions, Abilities abilities) {
        this.plans = plans;
        this.steps = steps;
        this.decisions = decisions;
        this.abilities = abilities;
    }

    /**
     * What the records say about a promotion.
     *
     * @param missing why it may not be, in one sentence for people; empty if the source is known to take no writes
     * @param asks whether what speaks for it may be true no more, so that the sites are asked right before
     */
    record Verdict(Optional<String> missing, boolean asks) {}

    /** What is missing, in one sentence for people; empty if the source is known to take no writes. */
    Optional<String> missing(Run run) {
        return verdict(run).missing();
    }

    /**
     * What is to be asked of both sites right before a promotion that rests on a person's word, or on a verified stop or a
     * demotion, after which nothing keeps the source from starting again; nothing for any other.
     */
    List<OperationDraft> questions(Run run) {
        return verdict(run).asks() ? SourceCheck.questions(plans.of(run), run, abilities) : List.of();
    }

    private Verdict verdict(Run run) {
        return verdict(plans.of(run), run, steps.operationsOf(run.id(), LOOKED_AT), decisions.ofRun(run.id()));
    }

    static Verdict verdict(ProtectionPlan plan, Run run, List<OperationRecord> read, List<Decision> decisions) {
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
        List<String> unproved = unproved(plan, run, good);
        Set<String> fences = names(good, Set.of(Operation.FENCE));
        boolean fenced = plan.fencing().reached(run.source(), fences);
        boolean held = fenced && !plan.fencing().onlyStopped(run.source(), fences);
        boolean proved = unproved.isEmpty();
        if (held || proved && !run.type().choosing()) {
            return new Verdict(Optional.empty(), false);
        }
        Optional<SourceCheck.Claim> claim = proved
                ? Optional.of(found("the demotion", Operation.DEMOTE, good))
                : fenced ? Optional.of(found("the verified stop", Operation.FENCE, good)) : statement(decisions, since);
        if (claim.isPresent()) {
            return new Verdict(SourceCheck.objection(run, claim.get(), read), true);
        }
        String before = revival.map(one -> "; what was found before %s of %s at %s does not count"
                        .formatted(one.operation(), one.target(), one.site()))
                .orElse("");
        String missing =
                "wanted proof that %s takes no writes before %s is promoted, found none of %s, no fencing evidence and nobody's statement%s"
                        .formatted(run.source(), run.target(), String.join(", ", unproved), before);
        return new Verdict(Optional.of(missing), false);
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

    private static SourceCheck.Claim found(String what, Operation by, List<OperationRecord> good) {
        Instant at = good.stream()
                .filter(one -> one.operation() == by)
                .flatMap(one -> one.endedAt().stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        return new SourceCheck.Claim(what + " has found", at);
    }

    private static Optional<SourceCheck.Claim> statement(List<Decision> decisions, Instant since) {
        return decisions.stream()
                .filter(one -> one.choice().filter(Decisions.STATED::equals).isPresent())
                .filter(one -> one.decidedAt().filter(at -> !at.isBefore(since)).isPresent())
                .max(Comparator.comparing(one -> one.decidedAt().orElse(Instant.MIN)))
                .map(one -> new SourceCheck.Claim(
                        one.decidedBy().orElse("somebody") + " stated",
                        one.decidedAt().orElse(Instant.MAX)));
    }
}
