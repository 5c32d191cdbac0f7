package io.changeover.domain.run;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A question to a person, and the answer.
 *
 * @param task the engine's id of the user task that asks it
 * @param step the step it is about, for a failure
 * @param question what is asked, in one sentence
 * @param evidence what the person is shown, one line each
 * @param choices what may be answered
 * @param choice the answer
 */
public record Decision(
        String task,
        RunId run,
        Kind kind,
        Optional<String> step,
        String question,
        List<String> evidence,
        List<String> choices,
        String group,
        Instant askedAt,
        Optional<Instant> decidedAt,
        Optional<String> decidedBy,
        Optional<String> choice,
        Optional<String> reason) {
    public Decision {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(kind, "kind");
        evidence = List.copyOf(evidence);
        choices = List.copyOf(choices);
    }

    /** The same question with its answer. */
    public Decision answered(Instant at, String by, String chosen, String why) {
        return new Decision(
                task,
                run,
                kind,
                step,
                question,
                evidence,
                choices,
                group,
                askedAt,
                Optional.of(at),
                Optional.of(by),
                Optional.of(chosen),
                why.isBlank() ? Optional.empty() : Optional.of(why));
    }

    /** What kind of question. */
    public enum Kind {
        /** May the run begin? */
        APPROVAL,
        /** The expected time does not fit into the window: what now? */
        WINDOW,
        /** A step's operations failed: what now? */
        FAILURE,
        /** Which of the two sites serves from now on? The choices are their names. */
        SITE,
        /** The run left its plan without protection: a person is to restore it. Stands after the run has ended. */
        PROTECTION,
        /** The clones of a drill are held open: whoever is done with them ends it. */
        DRILL,
        /** A step that the diagram asks a person to do by hand. */
        MANUAL
    }
}
