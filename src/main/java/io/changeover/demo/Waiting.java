package io.changeover.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what has no event to wait for. */
final class Waiting {
    private Waiting() {}

    /** A question that may fail to be answered. */
    interface Question {
        boolean holds() throws Exception;
    }

    /**
     * Asks until the answer is yes. A question that throws is asked again; the last reason is told at the end.
     *
     * @throws DemoException with what was waited for, when the limit has passed
     */
    static void until(String what, Duration limit, Duration every, Question question) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            String found = "not so";
            try {
                if (question.holds()) {
                    return;
                }
            } catch (InterruptedException | DemoException e) {
                throw e;
            } catch (Exception e) {
                found = String.valueOf(e.getMessage());
            }
            if (System.nanoTime() > end) {
                throw new DemoException(what + ": waited " + limit.toSeconds() + " s, found: " + found);
            }
            pause(every);
        }
    }

    /** Lets that time pass. */
    static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
