package io.changeover.application;

import io.changeover.application.port.AuditLog;
import io.changeover.application.port.Doorway;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.domain.audit.Origin;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The audit of actions: who did what, when, from where and why. What is done is written down in the transaction that
 * does it, so that neither is kept without the other. Thread-safe.
 */
public final class Trail {
    /** The most that one question is answered with. */
    public static final int MOST = 5_000;

    private static final int PAGE = 1_000;

    private final AuditLog log;
    private final SignedIn signedIn;
    private final Doorway doorway;
    private final Clock clock;

    public Trail(AuditLog log, SignedIn signedIn, Doorway doorway, Clock clock) {
        this.log = log;
        this.signedIn = signedIn;
        this.doorway = doorway;
        this.clock = clock;
    }

    /** Writes down, in the caller's transaction, what that person does to a plan or, without one, to the server. */
    public void done(String actor, String what, Optional<PlanId> plan, String detail) {
        log.append(
                new Action(0, clock.instant(), actor, doorway.origin(), what, plan, Optional.empty(), detail, false));
    }

    /** The same for the person who is signed in. */
    public void done(String what, Optional<PlanId> plan, String detail) {
        done(signedIn.caller().user(), what, plan, detail);
    }

    /** Writes down that the person who is signed in was refused something. */
    public void refused(Origin origin, Optional<PlanId> plan, Optional<RunId> run, String detail) {
        log.append(new Action(
                0,
                clock.instant(),
                signedIn.caller().user(),
                origin,
                "REFUSED",
                plan.or(() -> run.map(Trail::plan)),
                run,
                detail,
                true));
    }

    /** Writes down what happened in a run, in the caller's transaction. */
    void happened(RunEvent event) {
        log.append(new Action(
                0,
                event.at(),
                event.actor(),
                doorway.origin(),
                event.what(),
                Optional.of(plan(event.run())),
                Optional.of(event.run()),
                event.detail(),
                false));
    }

    /** What was done, newest first, at most so many and never more than {@value #MOST}. */
    public List<Action> find(ActionFilter filter, int most) {
        return log.find(filter, Math.max(1, Math.min(most, MOST)));
    }

    /** The same without a bound but the one given, page by page, so that not all need be in memory together. */
    public void tell(ActionFilter filter, long most, Consumer<List<Action>> told) {
        ActionFilter next = filter;
        long left = Math.max(1, most);
        while (left > 0) {
            int size = (int) Math.min(left, PAGE);
            List<Action> page = log.find(next, size);
            told.accept(page);
            left = page.size() < size ? 0 : left - size;
            next = page.isEmpty()
                    ? next
                    : next.olderThan(page.get(page.size() - 1).id());
        }
    }

    /** A run's name is its plan's name and a number. */
    private static PlanId plan(RunId run) {
        return new PlanId(run.value().substring(0, run.value().lastIndexOf('-')));
    }
}
