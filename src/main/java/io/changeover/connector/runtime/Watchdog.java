package io.changeover.connector.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts what takes longer than it may. */
final class Watchdog {
    private final ScheduledExecutorService timer;

    Watchdog(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** The time was over; the thread was interrupted by the watchdog and by nobody else. */
    static final class TimeOverException extends Exception {}

    /**
     * Calls something that may take that long.
     *
     * @throws TimeOverException when it was interrupted because its time was over
     * @throws InterruptedException when somebody else interrupted it
     */
    <T> T call(Callable<T> work, Duration limit) throws Exception {
        Bite bite = new Bite(Thread.currentThread());
        ScheduledFuture<?> pending = timer.schedule(bite, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.call();
        } catch (InterruptedException e) {
            if (bite.bitten()) {
                throw new TimeOverException();
            }
            throw e;
        } catch (Exception e) {
            // Some drivers pass an interruption on as a failure of their own, and leave the thread interrupted.
            if (bite.bitten() && Thread.currentThread().isInterrupted()) {
                throw new TimeOverException();
            }
            throw e;
        } finally {
            pending.cancel(false);
            bite.disarm();
        }
    }

    private static final class Bite implements Runnable {
        private final Thread thread;
        private boolean armed = true;
        private boolean bitten;

        Bite(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void run() {
            if (armed) {
                bitten = true;
                thread.interrupt();
            }
        }

        synchronized boolean bitten() {
            return bitten;
        }

        /** After this the thread is not interrupted any more, and an interrupt that came too late is taken back. */
        synchronized void disarm() {
            armed = false;
            if (bitten) {
                Thread.interrupted();
            }
        }
    }
}
