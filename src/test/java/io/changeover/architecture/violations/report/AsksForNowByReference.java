package io.changeover.architecture.violations.report;

import java.time.Instant;
import java.util.function.Supplier;

/** Cannot be tested at another time. */
final class AsksForNowByReference {
    static final String BREAKS = "the time comes from the clock";

    private final Supplier<Instant> now = Instant::now;

    Instant run() {
        return now.get();
    }
}
