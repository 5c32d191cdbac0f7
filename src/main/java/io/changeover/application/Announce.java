package io.changeover.application;

import io.changeover.application.port.DeliveryQueue;
import io.changeover.application.port.Outbox;
import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Fact;
import io.changeover.domain.run.Notification.Question;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.watch.Alarm;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes down what the receivers of a plan are to be told, in the transaction of what happens: either both are kept or
 * neither. The telling itself comes after the commit.
 */
public final class Announce {
    private static final Set<RunOutcome> NOTHING_CHANGED =
            Set.of(RunOutcome.REHEARSED, RunOutcome.DECLINED, RunOutcome.NOT_READY);

    private final Plans plans;
    private final RunStore runs;
    private final Outbox outbox;
    private final DeliveryQueue queue;
    private final Clock clock;

    public Announce(Plans plans, RunStore runs, Outbox outbox, DeliveryQueue queue, Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.outbox = outbox;
        this.queue = queue;
        this.clock = clock;
    }

    /** A run was written down and holds its plan. */
    void started(Run run) {
        tell(run, NotificationEvent.STARTED, fact(run, subject(run) + " has started"));
    }

    /** A person is asked. What asks to restore a lost protection is told as that, when the run has ended. */
    void asked(Run run, Decision decision) {
        if (decision.kind() == Decision.Kind.PROTECTION) {
            return;
        }
        boolean approval = decision.kind() == Decision.Kind.APPROVAL;
        String what = approval ? "an approval" : "a decision";
        Question question = new Question(decision.task(), decision.question(), decision.choices(), decision.group());
        String headline = "%s waits for %s by %s".formatted(subject(run), what, decision.group());
        tell(
                run,
                approval ? NotificationEvent.APPROVAL_NEEDED : NotificationEvent.DECISION_NEEDED,
                new Fact(run.state(), run.outcome(), Optional.empty(), headline, Optional.of(question)));
    }

    /** A run has ended, with its outcome, and has left its plan so. */
    void ended(Run run, PlanStatus status) {
        RunOutcome outcome = run.outcome().orElseThrow();
        String proof = status.state() == PlanState.ATTENTION ? "; where the service runs is not proved" : "";
        String headline = "%s has ended: %s%s".formatted(subject(run), words(outcome), proof);
        tell(run, NotificationEvent.ENDED, ended(run, status, headline));
        boolean worked = !run.dryRun() && !NOTHING_CHANGED.contains(outcome);
        if (worked && status.state() == PlanState.UNPROTECTED) {
            tell(
                    run,
                    NotificationEvent.UNPROTECTED,
                    ended(
                            run,
                            status,
                            "Plan %s runs at %s and is not replicated".formatted(run.plan(), status.activeSite())));
        }
    }

    /** An alarm of a plan was raised, or is over. Called with the plan locked, so that the numbers have no gaps. */
    void alarm(PlanStatus status, NotificationEvent event, Alarm alarm) {
        String over = event == NotificationEvent.ALARM_CLEARED ? "is over: " : "";
        String headline = "Plan %s: %s%s".formatted(status.id(), over, alarm.sentence());
        Fact fact = Fact.of(
                status.state(),
                headline,
                new Notification.Alarmed(alarm.code().name(), alarm.subject(), alarm.raisedAt(), alarm.clearedAt()));
        Instant now = clock.instant();
        plans.version(status.id(), status.version()).receivers().stream()
                .filter(receiver -> receiver.on().contains(event))
                .forEach(receiver -> {
                    Notification notification = new Notification(
                            UUID.randomUUID().toString(),
                            Optional.empty(),
                            Optional.of(new Notification.Place(status.id(), status.version())),
                            receiver.name(),
                            outbox.nextSequence(status.id(), receiver.name()),
                            event,
                            now,
                            fact,
                            Notification.Delivery.fresh(now));
                    outbox.append(notification);
                    queue.schedule(notification.id());
                });
    }

    private static Fact ended(Run run, PlanStatus status, String headline) {
        return new Fact(run.state(), run.outcome(), Optional.of(status.state()), headline, Optional.empty());
    }

    private static Fact fact(Run run, String headline) {
        return new Fact(run.state(), run.outcome(), Optional.empty(), headline, Optional.empty());
    }

    private static String subject(Run run) {
        String type = run.type().wireName();
        String what =
                run.dryRun() ? "Dry run of " + type : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
        String where = run.type().moving() ? " from %s to %s".formatted(run.source(), run.target()) : "";
        return "%s of plan %s%s".formatted(what, run.plan(), where);
    }

    private static String words(RunOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void tell(Run run, NotificationEvent event, Fact fact) {
        List<Receiver> receivers = plans.of(run).receivers().stream()
                .filter(receiver -> receiver.on().contains(event))
                .toList();
        if (receivers.isEmpty()) {
            return;
        }
        // Branches of a diagram may ask at the same time; the numbers are given one after the other.
        runs.lock(run.id());
        Instant now = clock.instant();
        for (Receiver receiver : receivers) {
            Notification notification = new Notification(
                    UUID.randomUUID().toString(),
                    run.id(),
                    receiver.name(),
                    outbox.nextSequence(run.id(), receiver.name()),
                    event,
                    now,
                    fact,
                    Notification.Delivery.fresh(now));
            outbox.append(notification);
            queue.schedule(notification.id());
        }
    }
}
