package io.changeover.architecture.violations.report;

import org.springframework.beans.factory.annotation.Value;

/** Cannot be made without a container. */
final class InjectedValue {
    static final String BREAKS = "nothing is injected into fields";

    @Value("${planted}")
    private String value;

    @Override
    public String toString() {
        return value;
    }
}
