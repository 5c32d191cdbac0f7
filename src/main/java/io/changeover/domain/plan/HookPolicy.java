package io.changeover.domain.plan;

import java.util.Locale;

/** What follows when a hook fails. The wire name is the lower-case name. */
public enum HookPolicy {
    /** The step fails, and a person decides. */
    STOP,
    /** The failure is kept in the record, and the run goes on. */
    CONTINUE,
    /** The run goes on, and report and dashboard name the failure first. */
    WARN;

    /** As plans write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
