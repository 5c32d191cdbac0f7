package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.Sightings;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Begins the failover of a plan whose active site is missed from every vantage point so many times in a row, and answers
 * its approval where the plan says so. What it does stands in the journal as done by {@code changeover}. After one
 * failover it does nothing more for the plan before a person has looked. Thread-safe; called for one plan at a time.
 */
public final class TriggerFailover {
    /** As the journal names it. */
    public static final String ACTOR = "changeover";

    private static final Logger LOG = LoggerFactory.getLogger(TriggerFailover.class);
    private static final String RUNBOOK = "failover";
    private static final int AT_ONCE = 32;
    /** Elsewhere nothing is known well enough to move, or a person has the word. */
    private static final Set<PlanState> ARMED = EnumSet.of(PlanState.ACTIVE, PlanState.DEGRADED, PlanState.NO_ACTIVE);

    private final PlanStore store;
    private final RunStore runs;
    private final DecisionStore decisions;
    private final Holds holds;
    private final FanOut fanOut;
    private final Abilities abilities;
    private final RunbookDoor door;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Map<PlanId, Count> counts = new ConcurrentHashMap<>();
    /** The last question of a plan that is not asked the trigger again and again. */
    private final Map<PlanId, String> left = new ConcurrentHashMap<>();

    public TriggerFailover(
            PlanStore store,
            RunStore runs,
            DecisionStore decisions,
            Holds holds,
            FanOut fanOut,
            Abilities abilities,
            RunbookDoor door,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.runs = runs;
        this.decisions = decisions;
        this.holds = holds;
        this.fanOut = fanOut;
        this.abilities = abilities;
        this.door = door;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** How often the active site was missed in a row, and when it is looked for next. */
    private record Count(int misses, Instant due) {}

    /** Does for a plan what its trigger wants now; called after each look of the watch. Takes some seconds at most. */
    public void act(PlanStatus status, ProtectionPlan plan) throws InterruptedException {
        if (plan.trigger().mode() == TriggerRule.Mode.MANUAL) {
            counts.remove(plan.id());
        } else if (status.holder().isPresent()) {
            counts.remove(plan.id());
            runs.find(status.holder().get()).ifPresent(run -> approve(run, plan));
        } else if (!ARMED.contains(status.state()) || heldBack(plan.id())) {
            counts.remove(plan.id());
        } else {
            look(status, plan);
        }
    }

    private boolean heldBack(PlanId plan) {
        return holds.freeze().isPresent()
                || holds.maintenance(plan).isPresent()
                || holds.coolDown(plan).isPresent();
    }

    private void look(PlanStatus status, ProtectionPlan plan) throws InterruptedException {
        Instant now = clock.instant();
        Count before = counts.getOrDefault(plan.id(), new Count(0, Instant.EPOCH));
        if (now.isBefore(before.due())) {
            return;
        }
        Sightings seen = seen(status, plan);
        int misses = seen.confirmed() ? before.misses() + 1 : 0;
        counts.put(plan.id(), new Count(misses, now.plus(plan.trigger().every())));
        if (misses > 0) {
            LOG.warn(
                    "plan={} site={} missed={} wanted={} {}",
                    plan.id(),
                    status.activeSite(),
                    misses,
                    plan.trigger().misses(),
                    String.join("; ", seen.sentences()));
        }
        if (misses >= plan.trigger().misses()) {
            counts.remove(plan.id());
            begin(status, plan, seen, misses);
        }
    }

    /** The same looks that the failover itself will take. */
    private Sightings seen(PlanStatus status, ProtectionPlan plan) throws InterruptedException {
        Run run = Runs.reading(plan, status.activeSite(), RunType.FAILOVER, ACTOR, clock.instant());
        OperationPlanner planner = new OperationPlanner(plan, run, abilities);
        List<OperationRecord> looks = OpenStep.records(
                        "trigger", planner.ranks(StepKind.GATHER_EVIDENCE, Optional.empty(), Optional.empty()))
                .stream()
                .filter(one -> one.operation() == Operation.LOOK)
                .toList();
        FanOut.Work work = new FanOut.Work();
        List<OperationRecord> ended = fanOut.run(
                looks,
                AT_ONCE,
                work,
                one -> Optional.of(fanOut.execute(plan, run, one.begun(clock.instant()), Map.of())));
        if (work.stopped()) {
            throw new InterruptedException("the looks at " + status.activeSite() + " were ended");
        }
        return Sightings.of(ended);
    }

    /** The failover and what keeps a second one from following are written together, or neither is. */
    private void begin(PlanStatus status, ProtectionPlan plan, Sightings seen, int misses) {
        String reason = "%s was missed %d times in a row, every %d s, from every vantage point (%s)"
                .formatted(
                        status.activeSite(),
                        misses,
                        plan.trigger().every().toSeconds(),
                        String.join("; ", seen.sentences()));
        try {
            transactions.executeWithoutResult(tx -> {
                PlanStatus now = store.lock(plan.id()).orElseThrow();
                if (now.holder().isPresent() || now.epoch() != status.epoch() || heldBack(plan.id())) {
                    return;
                }
                holds.begin(
                        Hold.Kind.COOL_DOWN,
                        Optional.of(plan.id()),
                        ACTOR,
                        "a failover was triggered: " + reason,
                        Optional.empty());
                door.start(
                        caller(plan),
                        RUNBOOK,
                        Optional.empty(),
                        Map.of("plan", plan.id().value(), "reason", reason, "dryRun", false));
            });
            LOG.warn("plan={} a failover has begun: {}", plan.id(), reason);
        } catch (RefusedException e) {
            LOG.warn("plan={} the triggered failover was refused: {}", plan.id(), e.getMessage());
        }
    }

    /**
     * Answers what a run of the trigger asks before it begins, also where the node that began it has died. A run in which a
     * person has answered is left to people.
     */
    private void approve(Run run, ProtectionPlan plan) {
        if (!answersFor(run, plan)) {
            return;
        }
        List<Decision> asked = decisions.ofRun(run.id()).stream()
                .filter(one -> one.kind() == Decision.Kind.APPROVAL)
                .toList();
        if (asked.stream().flatMap(one -> one.decidedBy().stream()).allMatch(ACTOR::equals)) {
            boolean again = asked.stream().anyMatch(one -> one.decidedAt().isPresent());
            asked.stream()
                    .filter(one -> one.decidedAt().isEmpty())
                    .filter(one -> !one.task().equals(left.get(plan.id())))
                    .forEach(one -> answer(one, plan, again));
        }
    }

    /**
     * Answers a question.
     *
     * @param again whether the trigger has let look again in this run; it does so once, and then leaves it to people
     */
    private void answer(Decision asked, ProtectionPlan plan, boolean again) {
        boolean confirmed = asked.choices().contains(Decisions.APPROVE);
        if (!confirmed && !asked.choices().contains(Decisions.STOP)) {
            return;
        }
        String reason = confirmed
                ? "the plan's trigger is automatic, and the loss is confirmed"
                : "the plan's trigger is automatic, and the loss is not confirmed any more";
        try {
            door.answer(caller(plan), asked.task(), confirmed ? Decisions.APPROVE : Decisions.STOP, reason);
        } catch (RefusedException e) {
            LOG.warn("run={} the trigger could not answer: {}", asked.run(), e.getMessage());
            if (e.blockers().stream().anyMatch(one -> one.code().equals(LostSource.SOURCE_SEEN))) {
                lookOrLeave(asked, plan, again);
            }
        }
    }

    private void lookOrLeave(Decision asked, ProtectionPlan plan, boolean again) {
        if (again) {
            left.put(plan.id(), asked.task());
            LOG.warn("run={} the watch sees the source serve again: a person must answer", asked.run());
        } else {
            door.answer(caller(plan), asked.task(), Decisions.LOOK, "the watch has seen the source serve since");
        }
    }

    /** Whether the trigger is who approves that run. */
    static boolean answersFor(Run run, ProtectionPlan plan) {
        return plan.trigger().mode() == TriggerRule.Mode.AUTOMATIC
                && run.type() == RunType.FAILOVER
                && run.requester().equals(ACTOR);
    }

    private static Caller caller(ProtectionPlan plan) {
        return new Caller(
                ACTOR,
                new TreeSet<>(List.of(
                        Caller.OPERATORS,
                        Caller.APPROVERS,
                        plan.approval(RunType.FAILOVER).group())));
    }
}
