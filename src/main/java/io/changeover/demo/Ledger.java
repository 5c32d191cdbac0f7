package io.changeover.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The client's own book: every order that was acknowledged, with the site that answered and the time. Kept in memory and
 * in a file. Thread-safe.
 */
final class Ledger implements AutoCloseable {
    private final Writer file;
    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();

    /** One acknowledged order; the time is {@link System#nanoTime}. */
    record Entry(long number, String site, long nanos) {}

    Ledger(Path file, Clock clock) throws IOException {
        this.file = Files.newBufferedWriter(file);
        this.clock = clock;
    }

    /** Notes an order that was acknowledged just now. */
    void acknowledged(long number, String site) throws IOException {
        lock.lock();
        try {
            entries.add(new Entry(number, site, System.nanoTime()));
            file.write(clock.instant() + " " + number + " " + site + "\n");
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many there are. */
    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one more, from that moment on. Returns whether it came in time. */
    boolean awaitNext(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            int size = entries.size();
            long left = limit.toNanos();
            while (entries.size() == size && left > 0) {
                left = grown.awaitNanos(left);
            }
            return entries.size() > size;
        } finally {
            lock.unlock();
        }
    }

    /** Those from that index on. */
    List<Entry> since(int index) {
        lock.lock();
        try {
            return List.copyOf(entries.subList(Math.min(index, entries.size()), entries.size()));
        } finally {
            lock.unlock();
        }
    }

    /** How many were acknowledged in the last second. */
    int rate() {
        long from = System.nanoTime() - 1_000_000_000L;
        lock.lock();
        try {
            int count = 0;
            while (count < entries.size()
                    && entries.get(entries.size() - 1 - count).nanos() > from) {
                count++;
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** The longest time between two entries that follow each other. */
    static Duration longestGap(List<Entry> entries) {
        long longest = 0;
        for (int i = 1; i < entries.size(); i++) {
            longest = Math.max(
                    longest, entries.get(i).nanos() - entries.get(i - 1).nanos());
        }
        return Duration.ofNanos(longest);
    }

    /**
     * Holds the book against what a database has.
     *
     * @param found every number in the database as often as it is there
     */
    static Balance balance(List<Entry> entries, List<Long> found) {
        Map<Long, Integer> times = new HashMap<>();
        found.forEach(number -> times.merge(number, 1, Integer::sum));
        long lost = entries.stream()
                .filter(entry -> !times.containsKey(entry.number()))
                .count();
        long doubled = times.values().stream().filter(count -> count > 1).count();
        return new Balance(lost, doubled);
    }

    /**
     * @param lost acknowledged, and not there
     * @param doubled there more than once
     */
    record Balance(long lost, long doubled) {}

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            file.close();
        } finally {
            lock.unlock();
        }
    }
}
