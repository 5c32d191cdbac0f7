package io.changeover.domain.plan;

/** Why a plan's state changes. */
public enum PlanCause {
    /** A run has passed its point of no return: the first promotion is sent. */
    PROMOTION_BEGUN,
    /** A drill has begun to change things beside the service. */
    DRILL_BEGUN,
    /** The run that held the plan has ended. */
    RUN_ENDED,
    /** A person has looked and says where the service runs. */
    ACKNOWLEDGED,
    /** The watch: data is behind by more than the objective, or a standby was lost. */
    FELL_BEHIND,
    /** The watch: everything follows within its objective again. */
    CAUGHT_UP,
    /** The watch: two sites were read as active, once. */
    TWO_ACTIVE,
    /** The watch: every site was read, and none is active, for longer than the plan allows. */
    NONE_ACTIVE,
    /** The watch: the active site was read as the only active one again. */
    SERVES_AGAIN,
    /** A person works on the plan and has said so. */
    MAINTENANCE_BEGUN,
    /** That person has ended it, or its time is over. */
    MAINTENANCE_ENDED
}
