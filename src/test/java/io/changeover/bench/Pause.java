package io.changeover.bench;

import java.util.concurrent.locks.LockSupport;

/** Short waits that end when the measuring is told to end, so that all that was started is ended too. */
final class Pause {
    private Pause() {}

    /**
     * Waits a while.
     *
     * @throws IllegalStateException when the process is told to end
     */
    static void millis(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
        if (Thread.interrupted()) {
            throw new IllegalStateException("told to end");
        }
    }

    /** Has a Ctrl-C or a kill end the calling thread's waits, and gives it time to clean up. */
    static void endWithTheProcess() {
        Thread measuring = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            measuring.interrupt();
            try {
                measuring.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
