package io.changeover.architecture.violations.report;

import java.time.LocalDateTime;
import java.time.ZoneId;

/** Cannot be tested at another time. */
final class AsksForNowInAZone {
    static final String BREAKS = "the time comes from the clock";

    LocalDateTime run(ZoneId zone) {
        return LocalDateTime.now(zone);
    }
}
