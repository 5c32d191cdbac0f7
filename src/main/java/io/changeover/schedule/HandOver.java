package io.changeover.schedule;

import io.changeover.application.port.HandOverRows;
import io.changeover.application.port.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The short way from a request to a worker of the same node: the row is written as taken, and the work begins with the
 * commit, without a look into the table. When this node dies, the row's signs of life stop and the scheduler of any node
 * takes it. Thread-safe.
 */
public final class HandOver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private final HandOverRows rows;
    private final String node;
    private final Semaphore room;
    private final ExecutorService threads;
    private final Duration farewell;
    private final Work work;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private volatile boolean open;

    /** What is done with a request. */
    public interface Work {
        /**
         * Works on a step.
         *
         * @param opened the step as it was written, if the request came with it
         */
        void on(String step, Optional<WorkQueue.Opened> opened);
    }

    /**
     * A hand-over that takes nothing before it is opened.
     *
     * @param most steps at the same time
     * @param threads which it closes with itself
     * @param farewell how long it waits for them then
     * @param work what is done with a request
     */
    public HandOver(
            HandOverRows rows,
            String node,
            int most,
            ExecutorService threads,
            Duration farewell,
            Work work,
            Clock clock) {
        this.rows = rows;
        this.node = node;
        this.room = new Semaphore(most);
        this.threads = threads;
        this.farewell = farewell;
        this.work = work;
        this.clock = clock;
    }

    /** Takes steps from now on. */
    public void open() {
        open = true;
    }

    /**
     * Takes a request, which is worked on as soon as the caller's transaction has committed.
     *
     * @param opened the step as the transaction writes it, if it does
     * @return false if there is no transaction or no room; the request then goes the long way
     */
    boolean take(String request, Optional<WorkQueue.Opened> opened) {
        boolean tied = TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive();
        if (!open || !tied || !room.tryAcquire()) {
            return false;
        }
        try {
            rows.insert(request, node, clock.instant());
        } catch (RuntimeException e) {
            room.release();
            throw e;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    begin(request, opened);
                } else {
                    room.release();
                }
            }
        });
        return true;
    }

    private void begin(String request, Optional<WorkQueue.Opened> opened) {
        underWay.add(request);
        try {
            threads.execute(() -> carryOut(request, opened));
        } catch (RuntimeException | Error e) { // a machine without room for another thread throws an Error
            LOG.warn("request {} was not begun here; another worker takes it in a while", request, e);
            leave(request);
        }
    }

    private void carryOut(String request, Optional<WorkQueue.Opened> opened) {
        try {
            work.on(SchedulerWorkQueue.stepOf(request), opened);
            done.add(request);
        } catch (RuntimeException | Error e) {
            LOG.warn("the work on request {} broke off; it goes on in {}", request, AFTER_A_FAULT, e);
            giveBack(request);
        } finally {
            leave(request);
        }
    }

    private void leave(String request) {
        underWay.remove(request);
        room.release();
    }

    private void giveBack(String request) {
        try {
            rows.release(request, node, clock.instant().plus(AFTER_A_FAULT));
        } catch (RuntimeException e) {
            LOG.warn("request {} could not be given back; another worker takes it in a while", request, e);
        }
    }

    /** Gives a sign of life; called every heartbeat of the scheduler. */
    public void beat() {
        List<String> now = List.copyOf(underWay);
        if (!now.isEmpty()) {
            rows.beat(now, node, clock.instant());
        }
    }

    /** Removes the rows of what is done; called a few times a second, so that no step waits for it. */
    public void sweep() {
        List<String> finished = new ArrayList<>();
        for (String next = done.poll(); next != null; next = done.poll()) {
            finished.add(next);
        }
        if (finished.isEmpty()) {
            return;
        }
        try {
            rows.remove(finished, node);
        } catch (RuntimeException e) {
            done.addAll(finished);
            throw e;
        }
    }

    /** Takes nothing more, waits a while for what is under way, and lets other nodes have the rest. */
    @Override
    public void close() {
        open = false;
        threads.shutdown();
        if (!ended()) {
            List<String> rest = List.copyOf(underWay);
            threads.shutdownNow();
            rest.forEach(this::giveBack);
        }
        sweep();
    }

    private boolean ended() {
        try {
            return threads.awaitTermination(farewell.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
