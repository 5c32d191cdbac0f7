package io.changeover.architecture.violations.connector.check;

import org.springframework.core.env.Environment;

/** A connector that knows a framework. */
final class CheckFromSpring {
    static final String BREAKS = "connectors do without Spring and the engine";

    private final Environment used;

    CheckFromSpring(Environment used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
