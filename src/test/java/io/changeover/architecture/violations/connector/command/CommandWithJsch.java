package io.changeover.architecture.violations.connector.command;

import com.jcraft.jsch.JSch;

/** Opens sessions on its own. */
final class CommandWithJsch {
    static final String BREAKS = "only the SSH connector uses JSch";

    private final JSch used;

    CommandWithJsch(JSch used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
