package io.changeover.architecture.violations.connector.runtime;

/** One of two places that wait. */
final class SleepsHere {
    static final String BREAKS = "the runtime sleeps in one place";

    void run() throws InterruptedException {
        Thread.sleep(1);
    }
}
