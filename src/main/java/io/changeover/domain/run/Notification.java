package io.changeover.domain.run;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One event of a run, or of a plan that no run is at, as one receiver is told of it, and how far the telling has come.
 *
 * @param id unique; the same for every try, so that a receiver can tell a repetition
 * @param run the run that it is of, if it is of one
 * @param plan the plan that it is of, where it is of no run
 * @param receiver the name of the receiver in that version of the plan
 * @param sequence counts the events of the run, or of the plan, for this receiver, from 1 and without gaps
 * @param at when it happened
 * @param fact what there is to tell, as it was then
 */
public record Notification(
        String id,
        Optional<RunId> run,
        Optional<Place> plan,
        String receiver,
        int sequence,
        NotificationEvent event,
        Instant at,
        Fact fact,
        Delivery delivery) {
    public Notification {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(fact, "fact");
        Objects.requireNonNull(delivery, "delivery");
        if (run.isPresent() == plan.isPresent()) {
            throw new IllegalArgumentException("a notification is of a run or of a plan");
        }
    }

    /** One of a run. */
    public Notification(
            String id,
            RunId run,
            String receiver,
            int sequence,
            NotificationEvent event,
            Instant at,
            Fact fact,
            Delivery delivery) {
        this(id, Optional.of(run), Optional.empty(), receiver, sequence, event, at, fact, delivery);
    }

    /** The plan that it is of, and the version that names the receiver. */
    public record Place(PlanId id, int version) {}

    /** What it is of, for people: the name of the run or of the plan. */
    public String subject() {
        return run.map(RunId::value).or(() -> plan.map(one -> one.id().value())).orElseThrow();
    }

    /** How far the telling has come. */
    public enum State {
        /** It was not accepted yet. */
        PENDING,
        /** The receiver has accepted it. */
        SENT,
        /** It was tried for too long and is not tried any more. */
        GIVEN_UP
    }

    /**
     * What there is to tell.
     *
     * @param state how the run stood, where it is of one
     * @param plan how the plan stands, where the run has just ended or it is of no run
     * @param alarm what is wrong, where it is of an alarm
     * @param headline one sentence without a full stop
     */
    public record Fact(
            Optional<RunState> state,
            Optional<RunOutcome> outcome,
            Optional<PlanState> plan,
            String headline,
            Optional<Question> question,
            Optional<Alarmed> alarm) {
        /** Of a run. */
        public Fact(
                RunState state,
                Optional<RunOutcome> outcome,
                Optional<PlanState> plan,
                String headline,
                Optional<Question> question) {
            this(Optional.of(state), outcome, plan, headline, question, Optional.empty());
        }

        /** Of an alarm. */
        public static Fact of(PlanState plan, String headline, Alarmed alarm) {
            return new Fact(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(plan),
                    headline,
                    Optional.empty(),
                    Optional.of(alarm));
        }
    }

    /** The alarm that was raised or is over. */
    public record Alarmed(String code, String subject, Instant raisedAt, Optional<Instant> clearedAt) {}

    /** What a person is asked: by which task, and which group may answer. */
    public record Question(String task, String text, List<String> choices, String group) {
        public Question {
            choices = List.copyOf(choices);
        }
    }

    /**
     * The tries so far.
     *
     * @param due when the next one is, while it is pending
     * @param sentAt when it was accepted
     * @param status the receiver's last status: of HTTP or of SMTP
     * @param answer the beginning of the receiver's last answer, masked
     * @param error why the last try failed
     */
    public record Delivery(
            State state,
            int attempts,
            Instant due,
            Optional<Instant> sentAt,
            Optional<Integer> status,
            String answer,
            Optional<String> error) {
        /** Not tried yet. */
        public static Delivery fresh(Instant due) {
            return new Delivery(State.PENDING, 0, due, Optional.empty(), Optional.empty(), "", Optional.empty());
        }
    }

    /** Whether it is still to be told. */
    public boolean pending() {
        return delivery.state() == State.PENDING;
    }

    /** The same after another try. */
    public Notification with(Delivery next) {
        return new Notification(id, run, plan, receiver, sequence, event, at, fact, next);
    }
}
