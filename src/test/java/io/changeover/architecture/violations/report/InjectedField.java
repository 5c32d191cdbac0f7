package io.changeover.architecture.violations.report;

import org.springframework.beans.factory.annotation.Autowired;

/** Cannot be made without a container. */
final class InjectedField {
    static final String BREAKS = "nothing is injected into fields";

    @Autowired
    private PlantedReport report;

    @Override
    public String toString() {
        return report.toString();
    }
}
