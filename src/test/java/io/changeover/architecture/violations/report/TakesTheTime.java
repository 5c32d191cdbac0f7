package io.changeover.architecture.violations.report;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;

/** Lawful: no rule may name it. */
final class TakesTheTime {
    Date run(Clock clock) {
        return new Date(Instant.now(clock).toEpochMilli());
    }
}
