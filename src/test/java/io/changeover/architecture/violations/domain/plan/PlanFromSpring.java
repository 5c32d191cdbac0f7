package io.changeover.architecture.violations.domain.plan;

import org.springframework.core.env.Environment;

/** A plan that knows a framework. */
final class PlanFromSpring {
    static final String BREAKS = "the domain uses only the JDK and the SPI";

    private final Environment used;

    PlanFromSpring(Environment used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
