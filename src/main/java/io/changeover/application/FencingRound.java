package io.changeover.application;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One pass through the methods of a step that fences: they are tried in their order until the site counts as fenced. A
 * method that fails is written down and the next one is tried; what is not needed any more is left out. The verified stop
 * consists of operations of its own and of a verdict on them.
 */
final class FencingRound {
    private final ProtectionPlan plan;
    private final Run run;
    private final List<OperationRecord> all;
    private final Clock clock;
    private final boolean concerned;
    private @Nullable Instant deadline;

    /**
     * A pass through a step, which need not be one that fences.
     *
     * @param all all operations of the step
     */
    FencingRound(ProtectionPlan plan, Run run, Collection<OperationRecord> all, Clock clock) {
        this.plan = plan;
        this.run = run;
        this.all = List.copyOf(all);
        this.clock = clock;
        this.concerned = concerns(this.all);
    }

    /** Whether these are operations of a step that fences. */
    static boolean concerns(Collection<OperationRecord> operations) {
        return operations.stream().anyMatch(one -> one.operation() == Operation.FENCE);
    }

    /** Whether the site counts as fenced by what these operations of a step have read. */
    static boolean reached(ProtectionPlan plan, Collection<OperationRecord> operations) {
        return operations.stream()
                .filter(one -> one.operation() == Operation.FENCE)
                .findFirst()
                .filter(one -> plan.fencing().reached(one.site(), proved(operations)))
                .isPresent();
    }

    private static Set<String> proved(Collection<OperationRecord> operations) {
        return operations.stream()
                .filter(one -> one.operation() == Operation.FENCE && one.state() == OperationState.DONE)
                .map(OperationRecord::target)
                .collect(Collectors.toSet());
    }

    boolean concerned() {
        return concerned;
    }

    /** Whether what the verified stop has read is good no longer: its verdict is still to come, in a later pass. */
    boolean isStale(OperationRecord one) {
        return isPart(one)
                && one.state() == OperationState.DONE
                && all.stream()
                        .anyMatch(other -> isOwn(other)
                                && other.operation() == Operation.FENCE
                                && other.state().open());
    }

    /** Whether operations of one rank are not to be tried, after those that have ended; a rehearsal tries every method. */
    boolean passesOver(List<OperationRecord> rank, Collection<OperationRecord> ended) {
        OperationRecord first = rank.get(0);
        if (!concerned) {
            return false;
        }
        if (!run.dryRun() && !proved(ended).isEmpty() && !method(first).required()) {
            return true;
        }
        return isPart(first) && ended.stream().anyMatch(one -> isPart(one) && one.state() == OperationState.FAILED);
    }

    /** What has not ended though the site is fenced: it is not needed. */
    List<OperationRecord> leftOut(Collection<OperationRecord> ended) {
        if (!reached(plan, ended)) {
            return List.of();
        }
        Set<String> ids = ended.stream().map(OperationRecord::id).collect(Collectors.toSet());
        String why = "not needed: %s has given evidence".formatted(String.join(" and ", proved(ended)));
        return all.stream()
                .filter(one -> !ids.contains(one.id()))
                .map(one -> one.leftOut(why, clock.instant()))
                .toList();
    }

    /** The plan by which an operation is carried out: what the verified stop does shares the time of the method. */
    ProtectionPlan timed(OperationRecord one) {
        return isPart(one) ? plan.trying(left(one)) : plan;
    }

    private synchronized Duration left(OperationRecord part) {
        Instant now = clock.instant();
        if (deadline == null) {
            deadline = now.plus(method(part).within());
        }
        return Duration.between(now, deadline);
    }

    /**
     * The end of an operation that is not for a connector: the verdict of the verified stop, or a part of it for which
     * no time is left.
     *
     * @param begun the operation, as it begins
     * @param ended what has ended before
     */
    Optional<OperationRecord> judged(OperationRecord begun, Collection<OperationRecord> ended) {
        Instant now = clock.instant();
        if (isPart(begun) && left(begun).toMillis() <= 0) {
            return Optional.of(begun.refused(
                    "FENCING_TIME_OVER",
                    "%s at %s: wanted the verified stop to end within %s, found no time left"
                            .formatted(
                                    begun.target(),
                                    begun.site(),
                                    Durations.format(method(begun).within())),
                    now));
        }
        if (!isOwn(begun)) {
            return Optional.empty();
        }
        if (begun.operation() == Operation.UNFENCE) {
            String nothing = "the verified stop of %s leaves nothing to release".formatted(begun.site());
            return Optional.of(begun.judged(Outcome.UNCHANGED, nothing, List.of(), now));
        }
        return Optional.of(verdict(begun, ended, now));
    }

    private OperationRecord verdict(OperationRecord fence, Collection<OperationRecord> ended, Instant now) {
        List<OperationRecord> parts = all.stream().filter(this::isPart).toList();
        boolean broken = ended.stream().anyMatch(one -> isPart(one) && one.state() == OperationState.FAILED);
        if (run.dryRun() && !broken) {
            String would = "would stop %s and read back that %s takes no writes".formatted(names(parts), fence.site());
            return fence.judged(Outcome.WOULD_CHANGE, would, List.of(), now);
        }
        List<String> open = new ArrayList<>();
        List<Reading> seen = new ArrayList<>();
        for (OperationRecord part : parts) {
            Optional<OperationRecord> end =
                    ended.stream().filter(one -> one.id().equals(part.id())).reduce((earlier, later) -> later);
            String found = end.map(FencingRound::found).orElse("not tried");
            seen.add(new Reading(now, part.target() + " at " + part.site(), found));
            if (!found.equals("stopped") && !found.equals("standby")) {
                open.add(part.target() + ": " + found);
            }
        }
        return open.isEmpty()
                ? fence.judged(
                        Outcome.UNCHANGED,
                        "%s takes no writes: %s read back as stopped".formatted(fence.site(), names(parts)),
                        seen,
                        now)
                : fence.judged(Outcome.UNCHANGED, "", seen, now)
                        .refused(
                                "FENCING_UNCONFIRMED",
                                "%s: wanted every instance stopped and no dataset that takes writes, found %s"
                                        .formatted(fence.site(), String.join("; ", open)),
                                now);
    }

    private static String found(OperationRecord part) {
        if (part.state() != OperationState.DONE) {
            return part.message().orElse("no answer");
        }
        return part.operation() == Operation.STOP ? "stopped" : part.outputs().getOrDefault("role", "unknown");
    }

    private static String names(List<OperationRecord> parts) {
        return parts.stream().map(OperationRecord::target).distinct().collect(Collectors.joining(", "));
    }

    /** Whether it is done by the verified stop on its way to its verdict. */
    private boolean isPart(OperationRecord one) {
        return concerned && (one.operation() == Operation.STOP || one.operation() == Operation.ROLE);
    }

    /** Whether it is the verified stop itself. */
    private boolean isOwn(OperationRecord one) {
        boolean fencing = one.operation() == Operation.FENCE || one.operation() == Operation.UNFENCE;
        return fencing && method(one).verifiedStop();
    }

    private FencingMethod method(OperationRecord one) {
        boolean part = isPart(one);
        Optional<FencingMethod> found =
                part ? plan.fencing().verifiedStop(one.site()) : plan.fencing().method(one.site(), one.target());
        return found.orElseThrow(() -> new IllegalStateException(
                "plan %s has no fencing method for %s at %s".formatted(plan.id(), one.target(), one.site())));
    }
}
