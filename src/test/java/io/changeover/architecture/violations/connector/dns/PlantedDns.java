package io.changeover.architecture.violations.connector.dns;

import org.xbill.DNS.Message;

/** Lawful: no rule may name it. */
public final class PlantedDns {
    private final Message used;

    PlantedDns(Message used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
