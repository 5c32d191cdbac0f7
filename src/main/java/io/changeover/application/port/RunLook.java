package io.changeover.application.port;

import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at runs for those who only watch, so cheaply that it may be done again and again. Reads what is committed,
 * whichever node and whichever door has written it. Thread-safe.
 */
public interface RunLook {
    /** What the run as a whole is: its state, sites, outcome, times, and what people did to it. */
    String HEAD = "head";
    /** The questions of the run and which of them are answered. */
    String QUESTIONS = "questions";
    /** Which steps there are and how they stand. */
    String STEPS = "steps";
    /** With the number of a step behind it: how its operations stand and what they tell. */
    String STEP = "step-";

    /**
     * The parts of a run, each with a short text that is another one after every change that people could see. Of a step
     * that has ended nothing changes any more, so it has no part of its own.
     *
     * @return empty if there is no such run
     */
    Map<String, String> parts(RunId run);

    /** The same over all plans, runs, questions, alarms and holds: {@code plans}, {@code runs}, and so on. */
    Map<String, String> everything();

    /** The operations of a run by step and order, without their readings, outputs and output, which are empty. */
    List<OperationRecord> outlines(RunId run);

    /** One operation of a run with all that is known of it; empty if the run has none of that id. */
    Optional<OperationRecord> operation(RunId run, String operation);
}
