package io.changeover.connector.systemd;

import java.util.Locale;

/** What a unit's {@code ActiveState} comes down to. */
enum Phase {
    /** It runs, or has done what it is for and counts as active. */
    RUNNING,
    /** It does not run, by order or because it failed. */
    STOPPED,
    /** It is on its way up. */
    STARTING,
    /** It is on its way down. */
    STOPPING;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
