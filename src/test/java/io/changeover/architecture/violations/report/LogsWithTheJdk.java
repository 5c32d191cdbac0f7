package io.changeover.architecture.violations.report;

import java.util.logging.Logger;

/** Logs beside the logs. */
final class LogsWithTheJdk {
    static final String BREAKS = "nobody uses java.util.logging";

    private static final Logger LOG = Logger.getLogger("planted");

    void run() {
        LOG.info("planted");
    }
}
