package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;

/**
 * The gate that every run passes, whichever door it comes through. It runs inside the transaction that creates the
 * process instance, so that a refusal leaves nothing behind, and it names every reason at once.
 */
public final class StartRun {
    /** They begin at a site that serves. */
    private static final Set<RunType> PLANNED = Set.of(RunType.SWITCHOVER, RunType.FAILBACK, RunType.REPROTECT);

    private final Plans plans;
    private final PlanStore store;
    private final RunStore runs;
    private final EventLog events;
    private final Announce announce;
    private final Holds holds;
    private final Clock clock;

    public StartRun(
            Plans plans, PlanStore store, RunStore runs, EventLog events, Announce announce, Holds holds, Clock clock) {
        this.plans = plans;
        this.store = store;
        this.runs = runs;
        this.events = events;
        this.announce = announce;
        this.holds = holds;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param plan the plan's name as given; may be missing or wrong
     * @param businessKey the caller's key; the run's name is used where there is none
     */
    public record Request(
            Caller caller,
            RunType type,
            String runbook,
            int runbookVersion,
            String processInstance,
            Optional<String> businessKey,
            Optional<String> plan,
            Optional<String> target,
            String reason,
            boolean dryRun) {}

    /** Writes the run down and has it hold its plan, in the caller's transaction. */
    public Run start(Request request) {
        List<Blocker> blockers = new ArrayList<>();
        Optional<PlanStatus> status = check(request, store::lock, blockers);
        if (!blockers.isEmpty() || status.isEmpty()) {
            throw new RefusedException(blockers);
        }
        return begin(request, status.get());
    }

    /** Every reason why that start would be refused now, none where it would not be; locks and keeps nothing. */
    public List<Blocker> against(Request request) {
        List<Blocker> blockers = new ArrayList<>();
        check(request, store::find, blockers);
        return blockers;
    }

    /** Adds whatever speaks against a start, and returns how the plan stands, if there is such a plan. */
    private Optional<PlanStatus> check(
            Request request, Function<PlanId, Optional<PlanStatus>> reader, List<Blocker> blockers) {
        checkCaller(request, blockers);
        holds.freeze()
                .ifPresent(freeze -> blockers.add(new Blocker(
                        "FROZEN",
                        "%s has frozen all starts at %s: %s"
                                .formatted(freeze.begunBy(), freeze.begunAt(), freeze.reason()))));
        Optional<PlanStatus> status = plan(request, reader, blockers);
        request.businessKey()
                .flatMap(key -> runs.ofBusinessKey(request.runbook(), key))
                .ifPresent(earlier -> blockers.add(new Blocker(
                        "BUSINESS_KEY_USED",
                        "business key '%s' has started run %s".formatted(earlier.businessKey(), earlier.id()))));
        status.ifPresent(found -> checkState(request, found, blockers));
        return status;
    }

    private static void checkCaller(Request request, List<Blocker> blockers) {
        if (!request.caller().mayActAs(Caller.OPERATORS)) {
            blockers.add(new Blocker(
                    "NOT_ALLOWED",
                    "'%s' may not start runs: that needs the group %s"
                            .formatted(request.caller().user(), Caller.OPERATORS)));
        }
        if (request.reason().isBlank()) {
            blockers.add(new Blocker("REASON_MISSING", "the variable 'reason' says why; it goes into the report"));
        }
        Runs.checkLength(request.reason(), blockers);
    }

    /** Where the caller gives no key it is the run's name, unless another caller has given that name as a key. */
    private String businessKey(Request request, RunId id) {
        return request.businessKey()
                .orElseGet(() -> runs.ofBusinessKey(request.runbook(), id.value())
                        .map(taken -> request.processInstance())
                        .orElse(id.value()));
    }

    private Optional<PlanStatus> plan(
            Request request, Function<PlanId, Optional<PlanStatus>> reader, List<Blocker> blockers) {
        String name = request.plan().orElse("");
        if (name.isBlank()) {
            blockers.add(new Blocker("PLAN_MISSING", "the variable 'plan' names the plan to move"));
            return Optional.empty();
        }
        Optional<PlanStatus> status = planId(name).flatMap(reader);
        if (status.isEmpty()) {
            List<PlanId> known = store.all().stream().map(PlanStatus::id).toList();
            blockers.add(new Blocker("PLAN_UNKNOWN", "there is no plan '%s'; there are %s".formatted(name, known)));
        }
        return status;
    }

    private static Optional<PlanId> planId(String name) {
        try {
            return Optional.of(new PlanId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void checkState(Request request, PlanStatus status, List<Blocker> blockers) {
        status.holder().ifPresent(holder -> blockers.add(new Blocker("PLAN_HELD", holderSentence(status, holder))));
        if (status.state() == PlanState.ATTENTION && request.type() != RunType.UNCERTAIN_RESTART) {
            blockers.add(new Blocker(
                    "PLAN_NEEDS_ATTENTION",
                    status.note() + "; look where the service runs, then acknowledge the plan with that site"));
        }
        boolean resolving = request.type() == RunType.RESOLVE_SPLIT_BRAIN;
        if (status.state() == PlanState.SPLIT_BRAIN && !resolving) {
            blockers.add(new Blocker(
                    "PLAN_SPLIT_BRAIN",
                    "%s; nothing may begin that would make it worse: start the runbook %s first"
                            .formatted(status.note(), RunType.RESOLVE_SPLIT_BRAIN.wireName())));
        }
        if (status.state() != PlanState.SPLIT_BRAIN && resolving) {
            blockers.add(new Blocker(
                    "PLAN_NOT_SPLIT",
                    "plan %s is %s: two active sites were not read; where it is not known which one is active, start %s"
                            .formatted(status.id(), status.state(), RunType.UNCERTAIN_RESTART.wireName())));
        }
        if (status.state() == PlanState.NO_ACTIVE && PLANNED.contains(request.type())) {
            blockers.add(new Blocker(
                    "PLAN_NO_ACTIVE",
                    "%s; a planned %s needs a site that serves"
                            .formatted(status.note(), request.type().wireName())));
        }
        ProtectionPlan plan = plans.version(status.id(), status.version());
        request.target()
                .filter(name -> !name.equals(target(plan, status).value()))
                .ifPresent(name -> blockers.add(new Blocker(
                        "TARGET_WRONG",
                        "a %s of plan %s goes to %s, not to '%s'"
                                .formatted(request.type().wireName(), plan.id(), target(plan, status), name))));
        if (request.type().choosing() && plan.datasets().isEmpty()) {
            blockers.add(new Blocker(
                    "NO_DATASETS",
                    "plan %s has no dataset, whose roles would tell which site is active".formatted(plan.id())));
        }
        // A failover reads at the target whether there is a copy, before anybody may approve it.
        boolean planned = request.type().moving() && request.type() != RunType.FAILOVER;
        if (planned && status.state() == PlanState.UNPROTECTED) {
            blockers.add(new Blocker(
                    "PLAN_UNPROTECTED",
                    "%s does not follow %s; reprotect first".formatted(target(plan, status), status.activeSite())));
        }
        if (request.type() == RunType.DRILL) {
            checkDrill(plan, blockers);
        }
        if (request.type() == RunType.FAILBACK && status.activeSite().equals(plan.preferredSite())) {
            blockers.add(new Blocker(
                    "ALREADY_AT_PREFERRED", "plan %s already runs at %s".formatted(plan.id(), status.activeSite())));
        }
    }

    private static void checkDrill(ProtectionPlan plan, List<Blocker> blockers) {
        if (!plan.drill().isSet()) {
            blockers.add(new Blocker(
                    "DRILL_NOT_SET",
                    "plan %s says nothing of drills; give its instances and datasets a 'drill'".formatted(plan.id())));
        }
    }

    private void insert(Request request, Run run) {
        try {
            runs.insert(run);
        } catch (DuplicateKeyException e) {
            // A start on another plan with the same key was faster by a moment; this transaction can ask no more.
            throw RefusedException.because(
                    "BUSINESS_KEY_USED",
                    "business key '%s' has started a run of %s".formatted(run.businessKey(), request.runbook()));
        }
    }

    private String holderSentence(PlanStatus status, RunId holder) {
        return runs.find(holder)
                .map(run -> "plan %s is held by run %s (%s), started by %s at %s"
                        .formatted(
                                status.id(),
                                holder,
                                run.type().wireName(),
                                run.requester(),
                                run.startedAt().truncatedTo(ChronoUnit.SECONDS)))
                .orElse("plan %s is held by run %s".formatted(status.id(), holder));
    }

    private static SiteId target(ProtectionPlan plan, PlanStatus status) {
        return plan.otherSite(status.activeSite());
    }

    private Run begin(Request request, PlanStatus status) {
        ProtectionPlan plan = plans.version(status.id(), status.version());
        RunId id = new RunId(status.id() + "-" + (status.runs() + 1));
        Run run = new Run(
                id,
                status.id(),
                status.version(),
                request.type(),
                request.runbook(),
                request.runbookVersion(),
                request.processInstance(),
                businessKey(request, id),
                status.activeSite(),
                target(plan, status),
                request.dryRun(),
                request.caller().user(),
                request.reason(),
                RunState.RUNNING,
                Optional.empty(),
                status.epoch(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        insert(request, run);
        store.update(status.heldBy(id));
        events.append(new RunEvent(id, run.startedAt(), run.requester(), "STARTED", request.reason()));
        announce.started(run);
        return run;
    }
}
