package io.changeover.domain.plan;

import java.util.Objects;
import java.util.Optional;

/**
 * One difference in effect between two plans.
 *
 * @param path where it is, such as {@code groups.app.shop-1.unit}
 * @param sentence the change for people, old and new value included
 * @param before the old value as the plan has it, secrets as references; empty for what is new
 * @param after the new value; empty for what is gone
 */
public record PlanChange(
        Code code, String path, String sentence, Optional<String> before, Optional<String> after, Severity severity) {
    public PlanChange {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(severity, "severity");
    }

    /** How much care it wants. */
    public enum Severity {
        /** Changes what a run does, as plans do. */
        NORMAL,
        /** Takes protection away, or changes the order in which things move: look twice. */
        DANGEROUS
    }

    /** What kind of difference it is. The names are API. */
    public enum Code {
        /** The data loss or outage promised is another. */
        OBJECTIVE_CHANGED,
        /** There is another site. */
        SITE_ADDED,
        /** A site is gone. */
        SITE_REMOVED,
        /** The service should run at the other site when all is well. */
        PREFERRED_SITE_CHANGED,
        /** There is another host. */
        HOST_ADDED,
        /** A host is gone. */
        HOST_REMOVED,
        /** A host of that name stands in another site. */
        HOST_MOVED,
        /** A host has another address. */
        ADDRESS_CHANGED,
        /** A host is logged in to in another way. */
        LOGIN_CHANGED,
        /** There is another group. */
        GROUP_ADDED,
        /** A group is gone. */
        GROUP_REMOVED,
        /** The groups that stay start and stop in another order. */
        GROUP_ORDER_CHANGED,
        /** More or fewer instances of a group are worked on at once. */
        GROUP_PARALLEL_CHANGED,
        /** There is another instance, dataset, route or hook. */
        MEMBER_ADDED,
        /** An instance, dataset or route is gone: it does not move any more; or a hook: it is not called. */
        MEMBER_REMOVED,
        /** An instance belongs to another group, so that it starts and stops at another time. */
        MEMBER_REGROUPED,
        /** An instance, dataset or route is on another host. */
        MEMBER_MOVED,
        /** An instance, dataset or route is handled by another connector. */
        CONNECTOR_CHANGED,
        /** A setting of a connector is another. */
        SETTING_CHANGED,
        /** One more question must be answered with yes. */
        CHECK_ADDED,
        /** A question is not asked any more. */
        CHECK_REMOVED,
        /** A question is asked in another way. */
        CHECK_CHANGED,
        /** The lag that a dataset may have is another. */
        LAG_CHANGED,
        /** Other people decide on a kind of run. */
        APPROVAL_CHANGED,
        /** The person who asked may approve. */
        APPROVAL_LOOSENED,
        /** The person who asked may not approve any more. */
        APPROVAL_TIGHTENED,
        /** Planned runs wait for a window. */
        WINDOW_ADDED,
        /** Planned runs do not wait any more. */
        WINDOW_REMOVED,
        /** The window is another. */
        WINDOW_CHANGED,
        /** A bound on what a run does at once or how long it tries is another. */
        LIMIT_CHANGED,
        /** The plan is looked at more or less often, or something counts sooner or later. */
        WATCH_CHANGED,
        /** A failover begins by itself, or not any more, or sooner or later. */
        TRIGGER_CHANGED,
        /** A member is drilled from now on. */
        DRILL_ADDED,
        /** A member is not drilled any more. */
        DRILL_REMOVED,
        /** Drills last longer or shorter, or are wanted more or less often. */
        DRILL_CHANGED,
        /** A hook is called at another moment, or another thing follows from its failure. */
        HOOK_CHANGED,
        /** A site is fenced in another order, for a longer or shorter time, or counts as fenced by other evidence. */
        FENCING_CHANGED,
        /** A dataset is promoted together with other ones. */
        CONSISTENCY_CHANGED,
        /** One more is told what runs do. */
        RECEIVER_ADDED,
        /** One less is told what runs do. */
        RECEIVER_REMOVED,
        /** One is told of other events, or in another way. */
        RECEIVER_CHANGED
    }
}
