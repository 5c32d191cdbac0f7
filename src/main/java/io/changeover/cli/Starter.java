package io.changeover.cli;

import java.util.List;

/** Writes a plan to begin with, commented, which is valid as it stands. */
@FunctionalInterface
public interface Starter {

    /** The text of a plan file. */
    String plan(Wishes wishes);

    /**
     * What is wanted in it.
     *
     * @param plan the plan's name
     * @param sites two names, the preferred one first
     * @param postgresql whether it has a PostgreSQL database and its replication
     * @param units the systemd units that move; a placeholder where there are none
     */
    record Wishes(String plan, List<String> sites, boolean postgresql, List<String> units) {
        public Wishes {
            sites = List.copyOf(sites);
            units = List.copyOf(units);
        }
    }
}
