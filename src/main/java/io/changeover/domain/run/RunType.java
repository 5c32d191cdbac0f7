package io.changeover.domain.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a runbook does to a plan. The wire name is the lower-case name with hyphens. */
public enum RunType {
    /** Planned move to the other site, both sites healthy, nothing lost. */
    SWITCHOVER(true),
    /** Planned move to the preferred site. */
    FAILBACK(true),
    /** Move away from a site that is lost; what had not reached the other site is lost with it. */
    FAILOVER(true),
    /** Makes the site that does not serve follow the one that does. */
    REPROTECT(false),
    /** Isolated test of the site that does not serve, always cleaned up; production is only read. */
    DRILL(false),
    /** Finds out which site is active where that is not known, and brings the other one back behind it. */
    UNCERTAIN_RESTART(false),
    /** Ends a state in which both sites are active: a person chooses which one stays. */
    RESOLVE_SPLIT_BRAIN(false);

    private final boolean moving;

    RunType(boolean moving) {
        this.moving = moving;
    }

    /** Whether the active site is another one after it. */
    public boolean moving() {
        return moving;
    }

    /** Whether it moves the service while both sites are well. */
    public boolean planned() {
        return this == SWITCHOVER || this == FAILBACK;
    }

    /** As runbooks, plans and the API write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a person chooses within the run which site serves; neither side's own word about that counts then. */
    public boolean choosing() {
        return this == UNCERTAIN_RESTART || this == RESOLVE_SPLIT_BRAIN;
    }

    /** The type of that wire name. */
    public static Optional<RunType> ofWire(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(name))
                .findFirst();
    }
}
