package io.changeover.architecture.violations.report;

/** Waits where nothing can wake it. */
final class Sleeps {
    static final String BREAKS = "only the runtime, cli and demo sleep";

    void run() throws InterruptedException {
        Thread.sleep(1);
    }
}
