package io.changeover.application;

import io.changeover.application.port.OperationExecutor;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/** Carries out many operations on a bounded number of threads, and on each host so many at once. Thread-safe. */
public final class FanOut implements AutoCloseable {
    private final ExecutorService threads;
    private final OperationExecutor executor;
    private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();

    /** A fan-out on those threads, which it closes with itself. */
    public FanOut(ExecutorService threads, OperationExecutor executor) {
        this.threads = threads;
        this.executor = executor;
    }

    /** What is done with one operation; empty if it was not begun. */
    interface Deed {
        Optional<OperationRecord> on(OperationRecord operation) throws InterruptedException;
    }

    /**
     * The work on one step, which can be held (nothing more begins), cancelled (what is under way is interrupted, and a
     * worker looks again), or have operations of it ended by a person, which fail then.
     */
    static final class Work {
        private final Set<Thread> lanes = ConcurrentHashMap.newKeySet();
        private final Map<Thread, String> executing = new HashMap<>();
        private final Map<String, String> unwanted = new ConcurrentHashMap<>();
        private volatile boolean closing;
        private volatile Optional<StepRecord> step = Optional.empty();
        private volatile boolean held;
        private volatile boolean cancelled;

        void begin(StepRecord claimed) {
            step = Optional.of(claimed);
        }

        Optional<StepRecord> step() {
            return step;
        }

        void hold() {
            held = true;
        }

        synchronized void cancel() {
            cancelled = true;
            lanes.forEach(Thread::interrupt);
        }

        /** Ends an operation that a person does not want to wait for; once is enough. */
        synchronized void end(StepStore.Cancellation wanted) {
            closing |= wanted.wholeStep();
            if (unwanted.putIfAbsent(wanted.operation(), wanted.why()) == null) {
                executing.forEach((lane, operation) -> {
                    if (operation.equals(wanted.operation())) {
                        lane.interrupt();
                    }
                });
            }
        }

        /** From now on the current thread may be interrupted for this operation. */
        synchronized void executes(OperationRecord operation) {
            executing.put(Thread.currentThread(), operation.id());
            if (unwanted.containsKey(operation.id())) {
                Thread.currentThread().interrupt();
            }
        }

        /** No more, and an interrupt that came too late is taken back; whoever cancels all is heard when more is begun. */
        synchronized void executed() {
            executing.remove(Thread.currentThread());
            Thread.interrupted();
        }

        /** By whom and why the operation was ended, if it was. */
        Optional<String> endedBy(OperationRecord operation) {
            return Optional.ofNullable(unwanted.get(operation.id()));
        }

        /** Whether nothing more of the step is to begin before a person has decided. */
        boolean closing() {
            return closing;
        }

        boolean stopped() {
            return held || cancelled;
        }

        private synchronized boolean enter() {
            return !stopped() && !closing && lanes.add(Thread.currentThread());
        }

        private synchronized void leave() {
            lanes.remove(Thread.currentThread());
            Thread.interrupted();
        }
    }

    /**
     * Carries out operations, at most so many at once, and returns those that ended. When one breaks, nothing more is
     * begun, and it comes back only when all that was under way has ended: whoever repeats the work is alone with it.
     */
    List<OperationRecord> run(List<OperationRecord> operations, int parallel, Work work, Deed deed) {
        Queue<OperationRecord> waiting = new ConcurrentLinkedQueue<>(operations);
        List<OperationRecord> ended = Collections.synchronizedList(new ArrayList<>(operations.size()));
        Runnable lane = () -> {
            for (OperationRecord next = waiting.poll(); next != null && work.enter(); next = waiting.poll()) {
                try {
                    deed.on(next).ifPresent(ended::add);
                } catch (InterruptedException e) {
                    work.cancel();
                } catch (RuntimeException | Error e) {
                    work.hold();
                    throw e;
                } finally {
                    work.leave();
                }
            }
        };
        int lanes = Math.min(parallel, operations.size());
        List<CompletableFuture<Void>> others = new ArrayList<>(lanes);
        try {
            for (int i = 1; i < lanes; i++) {
                others.add(CompletableFuture.runAsync(lane, threads));
            }
            lane.run();
        } catch (RuntimeException | Error e) {
            work.hold(); // also where the machine has no room for another thread
            throw e;
        } finally {
            join(others);
        }
        return List.copyOf(ended);
    }

    private static void join(List<CompletableFuture<Void>> lanes) {
        try {
            CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("an operation ended without a result", e.getCause());
        }
    }

    /** Does something with an operation as soon as its host has room. */
    Optional<OperationRecord> inRoom(ProtectionPlan plan, OperationRecord operation, Deed deed)
            throws InterruptedException {
        Optional<String> host = operation.host();
        if (host.isEmpty()) {
            return deed.on(operation);
        }
        int places = plan.limits().perHost();
        Semaphore room =
                hosts.computeIfAbsent(plan.id() + "/" + host.get() + "/" + places, key -> new Semaphore(places));
        room.acquire();
        try {
            return deed.on(operation);
        } finally {
            room.release();
        }
    }

    /** Has one operation carried out. */
    OperationRecord execute(ProtectionPlan plan, Run run, OperationRecord operation, Map<String, String> variables)
            throws InterruptedException {
        return executor.execute(plan, run, operation, variables);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
