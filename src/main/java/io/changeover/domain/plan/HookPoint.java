package io.changeover.domain.plan;

/** When a hook is called. */
public enum HookPoint {
    /** Before instances are stopped at the source. */
    PRE_STOP("preStop", true),
    /** After instances were stopped at the source. */
    POST_STOP("postStop", true),
    /** Before instances are started at the target. */
    PRE_START("preStart", true),
    /** After instances were started at the target, before their checks. */
    POST_START("postStart", true),
    /** Before datasets are promoted at the target and before the point of no return. */
    PRE_PROMOTE("prePromote", false),
    /** After datasets were promoted at the target. */
    POST_PROMOTE("postPromote", false),
    /** Before the first change of a failback. */
    PRE_FAILBACK("preFailback", false),
    /** After the target of a failback has answered real traffic. */
    POST_FAILBACK("postFailback", false);

    private final String wireName;
    private final boolean ofGroups;

    HookPoint(String wireName, boolean ofGroups) {
        this.wireName = wireName;
        this.ofGroups = ofGroups;
    }

    /** As plans write it. */
    public String wireName() {
        return wireName;
    }

    /** Whether it comes once for each group, so that a hook there may be for one group only. */
    public boolean ofGroups() {
        return ofGroups;
    }
}
