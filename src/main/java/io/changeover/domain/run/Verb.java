package io.changeover.domain.run;

import java.util.Locale;

/** What a person can do to a run under way. When it may be done says {@link Control}. */
public enum Verb {
    /** Operations under way end, none begins. */
    PAUSE(false),
    /** Goes on where it was paused. */
    RESUME(false),
    /** Ends the run before its point of no return and undoes what it did. */
    ABORT(false),
    /** Leaves the planned path of a move whose source is lost, before the point of no return; what was done stays done. */
    UNPLANNED(false),
    /** Ends what is under way of a step as if its time were over, so that a person decides. */
    CANCEL(true),
    /** Does again what failed of a step. */
    RETRY(true),
    /** Goes on without what failed of a step. */
    SKIP(true);

    private final boolean ofStep;

    Verb(boolean ofStep) {
        this.ofStep = ofStep;
    }

    /** Whether it is done to one step, not to the run as a whole. */
    public boolean ofStep() {
        return ofStep;
    }

    /** Whether a person must say why. */
    public boolean needsReason() {
        return this != RETRY;
    }

    /** As a sentence says what somebody does. */
    public String words() {
        return this == UNPLANNED ? "go unplanned" : wireName();
    }

    /** As paths, commands and documents write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
