package io.changeover.domain.plan;

/** How a protected service stands, as far as the last run or statement of a person proved it. */
public enum PlanState {
    /** One site serves, and the other one follows it. */
    ACTIVE,
    /** A run is moving the service right now. */
    MOVING,
    /** One site serves, and nothing follows it. */
    UNPROTECTED,
    /** The last run ended without proving where the service runs; a person looks and says so. */
    ATTENTION
}
