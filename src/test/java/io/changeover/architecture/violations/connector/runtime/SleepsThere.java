package io.changeover.architecture.violations.connector.runtime;

/** The other of two places that wait. */
final class SleepsThere {
    static final String BREAKS = "the runtime sleeps in one place";

    void run() throws InterruptedException {
        Thread.sleep(1);
    }
}
