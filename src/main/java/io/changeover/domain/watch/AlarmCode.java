package io.changeover.domain.watch;

/** What an alarm is about. The names are API. */
public enum AlarmCode {
    /** A lag is above its objective. */
    LAG_ABOVE_RPO(true),
    /** A lag is above three quarters of its objective, and has been for five minutes. */
    LAG_NEAR_RPO(false),
    /** A lag could not be read for longer than the plan's grace. */
    LAG_UNKNOWN(true),
    /** Both sides of a dataset were read, and the one does not follow the other. */
    STANDBY_LOST(true),
    /** An instance does not run where the service does. */
    INSTANCE_NOT_SERVING(false),
    /** A host did not answer. */
    HOST_UNREACHABLE(false),
    /** Nothing of a site answered. */
    SITE_UNREACHABLE(false),
    /** The service was read as active at the site that is not the active one, and only there. */
    ACTIVE_ELSEWHERE(false),
    /** Both sites were read, and none is active, for longer than the plan's grace. */
    NONE_ACTIVE(false),
    /** Two sites were read as active. */
    TWO_ACTIVE(false);

    private final boolean degrading;

    AlarmCode(boolean degrading) {
        this.degrading = degrading;
    }

    /** Whether the service is less protected than it should be while this holds. */
    public boolean degrading() {
        return degrading;
    }
}
