package io.changeover.application;

import io.changeover.application.port.HoldStore;
import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Blocker;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** What people hold back: every start of a run, or the alarms and triggers of a plan. */
public final class Holds {
    private static final int SHOWN = 50;

    private final HoldStore store;
    private final PlanStore plans;
    private final TransactionOperations transactions;
    private final Trail trail;
    private final Clock clock;

    public Holds(HoldStore store, PlanStore plans, TransactionOperations transactions, Trail trail, Clock clock) {
        this.store = store;
        this.plans = plans;
        this.transactions = transactions;
        this.trail = trail;
        this.clock = clock;
    }

    /** The freeze of the whole server, if one holds now. */
    public Optional<Hold> freeze() {
        return holding(Hold.Kind.FREEZE, Optional.empty());
    }

    /** The maintenance of a plan, if it holds now. */
    public Optional<Hold> maintenance(PlanId plan) {
        return holding(Hold.Kind.MAINTENANCE, Optional.of(plan));
    }

    /** What keeps a plan's trigger from acting again, if anything does. */
    public Optional<Hold> coolDown(PlanId plan) {
        return holding(Hold.Kind.COOL_DOWN, Optional.of(plan));
    }

    private Optional<Hold> holding(Hold.Kind kind, Optional<PlanId> plan) {
        Instant now = clock.instant();
        return store.open(kind, plan).stream().filter(one -> one.holdsAt(now)).findFirst();
    }

    /** Everything that was held back of a plan, or of the whole server; newest first. */
    public List<Hold> history(Optional<PlanId> plan) {
        Instant now = clock.instant();
        return store.newest(plan, SHOWN).stream()
                .map(one -> one.end().isEmpty() && !one.holdsAt(now) ? ended(one, over(one)) : one)
                .toList();
    }

    /** It has ended by itself, whether or not that was written down. */
    private static Hold.End over(Hold hold) {
        return new Hold.End(hold.until().orElseThrow(), "changeover", "its time was over");
    }

    private static Hold ended(Hold hold, Hold.End end) {
        return new Hold(
                hold.id(),
                hold.kind(),
                hold.plan(),
                hold.begunAt(),
                hold.begunBy(),
                hold.reason(),
                hold.until(),
                Optional.of(end));
    }

    /**
     * Holds something back from now on.
     *
     * @param until when it ends by itself, if it shall
     * @throws RefusedException if it is held back already, without a reason, or until a time that is over
     */
    public void begin(Hold.Kind kind, Optional<PlanId> plan, String actor, String reason, Optional<Instant> until) {
        transactions.executeWithoutResult(tx -> {
            Optional<PlanStatus> status = plan.map(this::locked);
            Instant now = clock.instant();
            List<Blocker> blockers = new ArrayList<>();
            holding(kind, plan)
                    .ifPresent(held -> blockers.add(new Blocker(
                            "HELD_ALREADY",
                            "%s has begun that at %s: %s".formatted(held.begunBy(), held.begunAt(), held.reason()))));
            if (until.filter(time -> !time.isAfter(now)).isPresent()) {
                blockers.add(new Blocker("END_OVER", "the end %s is over already".formatted(until.get())));
            }
            check(reason, blockers);
            endAll(kind, plan, "changeover", "its time was over");
            store.begin(new Hold(0, kind, plan, now, actor, reason, until, Optional.empty()));
            String till = until.map(time -> "until %s: ".formatted(time)).orElse("");
            trail.done(actor, kind + "_BEGUN", plan, till + reason);
            if (kind == Hold.Kind.MAINTENANCE) {
                status.filter(found -> found.state() == PlanState.ACTIVE || found.state() == PlanState.DEGRADED)
                        .ifPresent(
                                found -> plans.update(found.in(PlanState.SUSPENDED, PlanCause.MAINTENANCE_BEGUN, "")));
            }
        });
    }

    /**
     * Holds it back no longer.
     *
     * @throws RefusedException if it is not held back
     */
    public void end(Hold.Kind kind, Optional<PlanId> plan, String actor, String reason) {
        transactions.executeWithoutResult(tx -> {
            Optional<PlanStatus> status = plan.map(this::locked);
            List<Blocker> blockers = new ArrayList<>();
            if (holding(kind, plan).isEmpty()) {
                blockers.add(new Blocker("NOT_HELD", "there is nothing to end"));
            }
            check(reason, blockers);
            endAll(kind, plan, actor, reason);
            trail.done(actor, kind + "_ENDED", plan, reason);
            if (kind == Hold.Kind.MAINTENANCE) {
                status.filter(found -> found.state() == PlanState.SUSPENDED)
                        .ifPresent(
                                found -> plans.update(found.in(PlanState.DEGRADED, PlanCause.MAINTENANCE_ENDED, "")));
            }
        });
    }

    private void endAll(Hold.Kind kind, Optional<PlanId> plan, String actor, String reason) {
        Hold.End end = new Hold.End(clock.instant(), actor, reason);
        store.open(kind, plan).forEach(one -> store.end(ended(one, end)));
    }

    private PlanStatus locked(PlanId plan) {
        return plans.lock(plan)
                .orElseThrow(() -> RefusedException.because("PLAN_UNKNOWN", "there is no plan '%s'".formatted(plan)));
    }

    private static void check(String reason, List<Blocker> blockers) {
        Runs.checkLength(reason, blockers);
        if (reason.isBlank()) {
            blockers.add(new Blocker("REASON_MISSING", "a reason is needed; it is shown wherever this holds"));
        }
        if (!blockers.isEmpty()) {
            throw new RefusedException(blockers);
        }
    }
}
