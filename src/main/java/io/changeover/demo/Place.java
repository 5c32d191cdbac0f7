package io.changeover.demo;

import java.util.Objects;

/**
 * Where one site's servers listen.
 *
 * @param site its name
 * @param address its own loopback address
 * @param ssh the port of its SSH server
 * @param database the port of its PostgreSQL
 * @param shop the port of its first application process; the second has the next one
 */
record Place(String site, String address, int ssh, int database, int shop) {
    Place {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(address, "address");
    }

    /** The plan's name of its one machine. */
    String host() {
        return site + "-1";
    }
}
