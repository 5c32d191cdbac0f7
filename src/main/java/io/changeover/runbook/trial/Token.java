package io.changeover.runbook.trial;

/**
 * Where a tried run waits.
 *
 * @param id the engine's id of what waits: an execution, a user task or a timer's job
 * @param process the id of the process that the element is in
 * @param element its id
 */
record Token(Kind kind, String id, String process, String element) {
    /** What is waited for. */
    enum Kind {
        /** A step, to be told how it went. */
        STEP,
        /** A person's answer. */
        TASK,
        /** A time. */
        TIMER,
        /** A message or signal. */
        EVENT
    }

    /** The place, without what differs from run to run. */
    String place() {
        return process + "/" + element;
    }

    /** Whether it goes on by itself alone; the others go on beside it. */
    boolean works() {
        return kind == Kind.STEP || kind == Kind.TASK;
    }
}
