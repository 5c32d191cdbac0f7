package io.changeover.architecture.violations.connector.command;

import org.xbill.DNS.Message;

/** Asks name servers on its own. */
final class CommandWithDns {
    static final String BREAKS = "only DNS and the checks use dnsjava";

    private final Message used;

    CommandWithDns(Message used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
