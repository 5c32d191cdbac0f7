package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.Tokens;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.util.Optional;

/**
 * Sees to it that a plan does not stay unprotected unnoticed: a run that leaves it so opens a task for operators, which
 * stands until a run has made it protected or a person has closed it with a reason.
 */
public final class Protection {
    /** Who answers where nobody had to. */
    static final String ACTOR = "changeover";

    private static final int LOOKED_AT = 50;

    private final Plans plans;
    private final RunStore runs;
    private final DecisionStore decisions;
    private final Tokens tokens;
    private final SplitAlarm alarm;
    private final Clock clock;

    public Protection(
            Plans plans, RunStore runs, DecisionStore decisions, Tokens tokens, SplitAlarm alarm, Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.decisions = decisions;
        this.tokens = tokens;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** The open task of a plan. */
    public Optional<Decision> task(PlanId plan) {
        return decisions.open(Optional.empty()).stream()
                .filter(one -> one.kind() == Decision.Kind.PROTECTION)
                .filter(one -> runs.find(one.run())
                        .filter(run -> run.plan().equals(plan))
                        .isPresent())
                .findFirst();
    }

    /**
     * Opens or ends the task after a run has ended, and ends the alarm of a split brain that it has resolved, in the
     * caller's transaction, which has the plan locked.
     *
     * @param status what the run has left
     */
    void follow(Run run, PlanStatus status) {
        if (run.dryRun()) {
            return;
        }
        alarm.follow(run, status);
        Optional<Decision> task = task(status.id());
        if (status.state() == PlanState.UNPROTECTED && task.isEmpty()) {
            tokens.askForProtection(run, question(run, status));
        }
        if (status.state() == PlanState.ACTIVE) {
            task.ifPresent(open -> {
                decisions.answer(
                        open.answered(clock.instant(), ACTOR, "restored", "run " + run.id() + " has restored it"));
                tokens.endAskingForProtection(status.id());
            });
        }
    }

    /**
     * Opens the task where a person has said where the service runs and nobody has read that the other site follows, in
     * the caller's transaction. It stands with the plan's last run; a plan that never had one has nothing to restore.
     */
    void follow(PlanStatus acknowledged) {
        if (acknowledged.state() != PlanState.UNPROTECTED
                || task(acknowledged.id()).isPresent()) {
            return;
        }
        runs.newest(Optional.of(acknowledged.id()), LOOKED_AT).stream()
                .filter(run -> !run.dryRun())
                .findFirst()
                .ifPresent(run -> {
                    SiteId serving = acknowledged.activeSite();
                    tokens.askForProtection(
                            run,
                            "A person has said that %s serves; nobody has read that %s follows it. Start reprotect."
                                    .formatted(serving, plans.of(run).otherSite(serving)));
                });
    }

    private String question(Run run, PlanStatus status) {
        SiteId serving = status.activeSite();
        SiteId other = plans.of(run).otherSite(serving);
        return "%s does not follow %s since run %s. Repair %s and start reprotect."
                .formatted(other, serving, run.id(), other);
    }
}
