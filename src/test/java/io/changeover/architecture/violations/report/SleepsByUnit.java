package io.changeover.architecture.violations.report;

import java.util.concurrent.TimeUnit;

/** Waits where nothing can wake it. */
final class SleepsByUnit {
    static final String BREAKS = "only the runtime, cli and demo sleep";

    void run() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}
