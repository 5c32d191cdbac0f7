package io.changeover.architecture.violations.connector.ssh;

import com.jcraft.jsch.Session;

/** Lawful: no rule may name it. */
public final class PlantedSsh {
    private final Session used;

    PlantedSsh(Session used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
