package io.changeover.application;

import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for the consistency groups of a plan in one step: a group is promoted as a whole or not at all. */
final class Consistency {
    private final ProtectionPlan plan;
    private final List<OperationRecord> operations;

    /**
     * The groups in a step.
     *
     * @param operations all of that step
     */
    Consistency(ProtectionPlan plan, Collection<OperationRecord> operations) {
        this.plan = plan;
        this.operations = List.copyOf(operations);
    }

    /** Whether a proof is good no longer: the step is worked on anew, and nothing of its group is promoted yet. */
    boolean isStale(OperationRecord proof) {
        return proof.operation() == Operation.PROVE
                && proof.state() == OperationState.DONE
                && group(proof)
                        .filter(group -> !promotions(group).toList().isEmpty() && !isBegun(group) && !isSkipped(group))
                        .isPresent();
    }

    /** What is skipped together with operations that failed: a group of which nothing was promoted, as a whole. */
    List<OperationRecord> skippedWith(Collection<OperationRecord> failed) {
        Set<String> groups = groups(failed);
        return operations.stream()
                .filter(one -> one.state() == OperationState.PENDING)
                .filter(one -> group(one)
                        .filter(group -> groups.contains(group) && !isBegun(group))
                        .isPresent())
                .toList();
    }

    /** Why operations that failed may not be skipped for that reason; empty where they may. */
    List<Blocker> againstSkipping(Collection<OperationRecord> failed, String reason) {
        return groups(failed).stream()
                .filter(group -> isBegun(group) && !names(reason, group))
                .map(group -> new Blocker(
                        "CONSISTENCY_GROUP_SPLIT",
                        "%s; a skip would leave it so: retry, or bring the whole group into one state by hand and skip with a reason that names '%s' and says how"
                                .formatted(sentence(group), group)))
                .toList();
    }

    /** How the groups of operations that failed stand, one sentence each. */
    List<String> sentences(Collection<OperationRecord> failed) {
        return groups(failed).stream()
                .map(group -> isBegun(group)
                        ? sentence(group)
                        : "nothing of consistency group '%s' is promoted; a skip leaves out all of it: %s"
                                .formatted(group, members(promotions(group))))
                .toList();
    }

    private String sentence(String group) {
        Stream<OperationRecord> promoted = promotions(group).filter(one -> one.state() == OperationState.DONE);
        Stream<OperationRecord> others = promotions(group).filter(one -> one.state() != OperationState.DONE);
        String there = members(promoted);
        return "consistency group '%s' is promoted in part: %s is, %s is not or not known to be"
                .formatted(group, there.isEmpty() ? "nothing" : there, members(others));
    }

    /** The groups that a failure leaves without a proof or a promotion in this step. */
    private Set<String> groups(Collection<OperationRecord> failed) {
        return failed.stream()
                .filter(one -> Set.of(Operation.PROVE, Operation.PROMOTE).contains(one.operation()))
                .flatMap(one -> group(one).stream())
                .filter(group -> promotions(group).findAny().isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<String> group(OperationRecord one) {
        return one.kind() == Kind.DATASET ? plan.dataset(one.target()).flatMap(Dataset::consistency) : Optional.empty();
    }

    private Stream<OperationRecord> promotions(String group) {
        return operations.stream()
                .filter(one -> one.operation() == Operation.PROMOTE)
                .filter(one -> group(one).filter(group::equals).isPresent());
    }

    /** Whether one of its promotions was sent, whatever became of it. */
    private boolean isBegun(String group) {
        return promotions(group).anyMatch(one -> one.startedAt().isPresent());
    }

    private boolean isSkipped(String group) {
        return promotions(group).anyMatch(one -> one.state() == OperationState.SKIPPED);
    }

    private static String members(Stream<OperationRecord> promotions) {
        return promotions.map(OperationRecord::target).collect(Collectors.joining(", "));
    }

    private static boolean names(String reason, String group) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(group) + "(?![\\w-])")
                .matcher(reason)
                .find();
    }
}
