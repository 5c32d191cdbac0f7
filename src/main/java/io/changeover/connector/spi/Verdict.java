package io.changeover.connector.spi;

/** What a failure means for the next attempt. */
public enum Verdict {
    /** May pass by itself: the runtime tries again until the operation's time limit. */
    TRANSIENT,
    /** Will not pass by itself: a person decides. */
    PERMANENT,
    /** Whether the effect took place is not known (time-out, lost connection): read first, then decide. */
    UNKNOWN
}
