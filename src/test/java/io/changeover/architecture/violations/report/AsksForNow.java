package io.changeover.architecture.violations.report;

import java.time.Instant;

/** Cannot be tested at another time. */
final class AsksForNow {
    static final String BREAKS = "the time comes from the clock";

    Instant run() {
        return Instant.now();
    }
}
