package io.changeover.domain.run;

import java.util.Locale;

/** What a runbook does to a plan. The wire name is the lower-case name. */
public enum RunType {
    /** Planned move to the other site, both sites healthy, nothing lost. */
    SWITCHOVER(true),
    /** Planned move to the preferred site. */
    FAILBACK(true),
    /** Makes the site that does not serve follow the one that does. */
    REPROTECT(false),
    /** Isolated test of the site that does not serve, always cleaned up; production is only read. */
    DRILL(false);

    private final boolean moving;

    RunType(boolean moving) {
        this.moving = moving;
    }

    /** Whether the active site is another one after it. */
    public boolean moving() {
        return moving;
    }

    /** As runbooks, plans and the API write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
