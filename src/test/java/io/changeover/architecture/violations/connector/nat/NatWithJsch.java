package io.changeover.architecture.violations.connector.nat;

import com.jcraft.jsch.JSch;

/** Opens sessions on its own. */
final class NatWithJsch {
    static final String BREAKS = "only the SSH connector uses JSch";

    private final JSch used;

    NatWithJsch(JSch used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
