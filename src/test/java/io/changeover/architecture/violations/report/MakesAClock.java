package io.changeover.architecture.violations.report;

import java.time.Clock;

/** Cannot be tested at another time. */
final class MakesAClock {
    static final String BREAKS = "the time comes from the clock";

    Clock run() {
        return Clock.systemUTC();
    }
}
