package io.changeover.application;

/** What a step does to the members of a plan. Each is one delegate that service tasks may name. */
public enum StepKind {
    /** Reads everything that must be as it should before anything is stopped. */
    CHECK_READINESS,
    /** Looks from several places whether the source answers, and at the target how much may be lost with it. */
    GATHER_EVIDENCE,
    /** Does ahead of the outage what shortens it. */
    PREPARE_DATASETS,
    /** Stops instances at the source. */
    STOP_INSTANCES,
    /** Sends the final delta to the target. */
    SYNC_DATASETS,
    /** Makes sure that a source which may be lost takes no writes, by the plan's methods in their order. */
    FENCE_SOURCE,
    /** Releases the site that does not serve from what fenced it, before it is to follow. */
    UNFENCE_STANDBY,
    /** Proves that the source takes no writes and the target has the last byte. */
    PROVE_SOURCE_QUIET,
    /** Reads of every dataset, at each of its two sites, whether it takes writes there. */
    READ_ROLES,
    /** Makes sure, by reading it back, that the source's datasets take no writes. */
    DEMOTE_DATASETS,
    /** Makes the target's datasets writable: the point of no return. */
    PROMOTE_DATASETS,
    /** Starts instances at the target. */
    START_INSTANCES,
    /** Asks the instances' checks. */
    CHECK_HEALTH,
    /** Points routes to the target. */
    SWITCH_ROUTES,
    /** Asks the routes' checks: real requests, answered by the right site. */
    VERIFY_TRAFFIC,
    /** Makes the site that does not serve follow the one that does. */
    PROTECT_DATASETS,
    /** Makes, apart from production, writable copies of the standby side's datasets. */
    CLONE_DATASETS,
    /** Stops and removes all that a drill has, or may have, started and made. */
    CLEAN_UP_DRILL,
    /** Takes back, in reverse, what an aborted run did. */
    UNDO_CHANGES
}
