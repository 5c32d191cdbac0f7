package io.changeover.architecture.violations.report;

import io.micrometer.core.instrument.MeterRegistry;

/** A report that measures. */
final class ReportWithMeters {
    static final String BREAKS = "only observe and config measure";

    private final MeterRegistry meters;

    ReportWithMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public String toString() {
        return meters.toString();
    }
}
