package io.changeover.domain.watch;

/** What a look has found. */
public enum Found {
    /** Role: this side takes writes. */
    PRIMARY,
    /** Role: this side runs and takes no writes. */
    STANDBY,
    /** Role or instance: read at its host, it does not run. */
    STOPPED,
    /** Instance: it runs. */
    RUNNING,
    /** Host: it can be logged in to. */
    REACHED,
    /** Lag: the standby side follows the primary side. */
    FOLLOWS,
    /** Lag: both sides were read, and the one does not follow the other. */
    LOST,
    /** Nothing was read: it could not be reached or did not answer in time. This is never taken for stopped. */
    UNKNOWN
}
