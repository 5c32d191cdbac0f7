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
     * @param left names of instances that are not asked then: a person has said that their stop does not matter
     */
    record Verdict(Optional<String> missing, boolean asks, Set<String> left) {
        private static Verdict plain(Optional<String> missing) {
            return new Verdict(missing, false, Set.of());
        }
    }

    /**
     * What is missing, in one sentence for people; empty if the source is known to take no writes.
     *
     * @param step the step that promotes
     */
    Optional<String> missing(Run run, String step) {
        return verdict(run, step).missing();
    }

    /**
     * What is to be asked of both sites right before a promotion that rests on a person's word, or on a verified stop or a
     * demotion, after which nothing keeps the source from starting again; nothing for any other.
     */
    List<OperationDraft> questions(Run run, String step) {
        Verdict verdict = verdict(run, step);
        return verdict.asks() ? SourceCheck.questions(plans.of(run), run, abilities, verdict.left()) : List.of();
    }

    private Verdict verdict(Run run, String step) {
        List<OperationRecord> read = steps.operationsOf(run.id(), LOOKED_AT);
        return verdict(plans.of(run), run, step, read, decisions.ofRun(run.id()));
    }

    static Verdict verdict(
            ProtectionPlan plan, Run run, String step, List<OperationRecord> read, List<Decision> decisions) {
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
            return Verdict.plain(Optional.empty());
        }
        Optional<SourceCheck.Claim> found =
                Optional.of(found(plan, run, proved, good)).filter(any -> proved || fenced);
        Optional<SourceCheck.Claim> claim = newest(found, statement(decisions, since));
        if (claim.isPresent()) {
            Set<String> left = proved && claim.equals(found) ? skipped(run, read) : Set.of();
            return new Verdict(SourceCheck.objection(run, claim.get(), step, read), true, left);
        }
        return Verdict.plain(Optional.of(nothing(run, unproved, revival)));
    }

    private static Optional<SourceCheck.Claim> newest(
            Optional<SourceCheck.Claim> found, Optional<SourceCheck.Claim> stated) {
        return Stream.of(found, stated).flatMap(Optional::stream).max(Comparator.comparing(SourceCheck.Claim::at));
    }

    private static String nothing(Run run, List<String> unproved, Optional<OperationRecord> revival) {
        String before = revival.map(one -> "; what was found before %s of %s at %s does not count"
                        .formatted(one.operation(), one.target(), one.site()))
                .orElse("");
        return "wanted proof that %s takes no writes before %s is promoted, found none of %s, no fencing evidence and nobody's statement%s"
                .formatted(run.source(), run.target(), String.join(", ", unproved), before);
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

    /** What the run itself has found and nothing holds; where there are no datasets, the stops are the demotion. */
    private static SourceCheck.Claim found(ProtectionPlan plan, Run run, boolean proved, List<OperationRecord> good) {
        Operation own = plan.datasets().isEmpty() ? Operation.STOP : Operation.DEMOTE;
        Operation by = proved ? own : Operation.FENCE;
        Optional<OperationRecord> last = good.stream()
                .filter(one -> one.operation() == by && one.site().equals(run.source()))
                .filter(one -> one.endedAt().isPresent())
                .max(Comparator.comparing(PromotionEvidence::over));
        return new SourceCheck.Claim(
                proved ? "the demotion has found" : "the verified stop has found",
                last.map(PromotionEvidence::over).orElse(Instant.MIN),
                last.map(OperationRecord::step).orElse(""));
    }

    /** Instances at the source whose stop a person has skipped. */
    private static Set<String> skipped(Run run, List<OperationRecord> read) {
        return read.stream()
                .filter(one -> one.operation() == Operation.STOP && one.site().equals(run.source()))
                .filter(one -> one.state() == OperationState.SKIPPED)
                .map(OperationRecord::target)
                .collect(Collectors.toSet());
    }

    private static Optional<SourceCheck.Claim> statement(List<Decision> decisions, Instant since) {
        return decisions.stream()
                .filter(one -> one.choice().filter(Decisions.STATED::equals).isPresent())
                .filter(one -> one.decidedAt().filter(at -> !at.isBefore(since)).isPresent())
                .max(Comparator.comparing(one -> one.decidedAt().orElse(Instant.MIN)))
                .map(SourceCheck.Claim::stated);
    }
}
