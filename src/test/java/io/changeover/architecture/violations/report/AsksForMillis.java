package io.changeover.architecture.violations.report;

/** Cannot be tested at another time. */
final class AsksForMillis {
    static final String BREAKS = "the time comes from the clock";

    long run() {
        return System.currentTimeMillis();
    }
}
