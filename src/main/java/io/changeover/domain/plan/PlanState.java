package io.changeover.domain.plan;

/** How a protected service stands. What may follow on what, and why, is the table of {@link PlanTransition}. */
public enum PlanState {
    /** One site serves, and the other one follows it. */
    ACTIVE(true),
    /** One site serves, and the other one follows too far behind, or was lost. */
    DEGRADED(true),
    /** One site serves, and people work on the plan: nobody is alarmed and nothing is triggered. */
    SUSPENDED(true),
    /** One site serves, and a drill is under way beside it. */
    TESTING(true),
    /** A run is moving the service right now. */
    MOVING(false),
    /** One site serves, and nothing follows it, or nobody has read that it does. */
    UNPROTECTED(true),
    /** No site was read as active for longer than the plan allows, and no run is at it. */
    NO_ACTIVE(false),
    /** Both sites were read as active; nothing begins before that is resolved. */
    SPLIT_BRAIN(false),
    /** The last run ended without proving where the service runs; a person looks and says so. */
    ATTENTION(false);

    private final boolean serving;

    PlanState(boolean serving) {
        this.serving = serving;
    }

    /** Whether exactly one site is known to serve: the active one. */
    public boolean serving() {
        return serving;
    }
}
