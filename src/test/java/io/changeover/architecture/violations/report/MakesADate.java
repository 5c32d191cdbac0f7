package io.changeover.architecture.violations.report;

import java.util.Date;

/** Cannot be tested at another time. */
final class MakesADate {
    static final String BREAKS = "the time comes from the clock";

    Date run() {
        return new Date();
    }
}
