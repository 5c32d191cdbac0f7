package io.changeover.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.changeover.application.port.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Requests for workers as rows of the scheduler, written in the caller's transaction and looked at right after it. */
public final class SchedulerWorkQueue implements WorkQueue {
    /** The one kind of task: its instance is the step's id and something unique, as a step may ask again. */
    public static final TaskDescriptor<Void> STEP = TaskDescriptor.of("step");

    private static final String SEPARATOR = "/";

    private final Supplier<Scheduler> scheduler;
    private final HandOver handOver;
    private final Clock clock;

    /** A queue in front of that scheduler, which may be made later, with a short way for what this node can begin now. */
    public SchedulerWorkQueue(Supplier<Scheduler> scheduler, HandOver handOver, Clock clock) {
        this.scheduler = scheduler;
        this.handOver = handOver;
        this.clock = clock;
    }

    /** The step that a task instance asks a worker for. */
    public static String stepOf(String taskInstance) {
        return taskInstance.substring(0, taskInstance.indexOf(SEPARATOR));
    }

    @Override
    public void schedule(Opened opened) {
        schedule(opened.step().id(), Optional.of(opened));
    }

    @Override
    public void schedule(String step) {
        schedule(step, Optional.empty());
    }

    private void schedule(String step, Optional<Opened> opened) {
        if (!handOver.take(step + SEPARATOR + UUID.randomUUID(), opened)) {
            schedule(step, Duration.ZERO);
        }
    }

    @Override
    public void schedule(String step, Duration delay) {
        Instant due = clock.instant().plus(delay);
        scheduler
                .get()
                .schedule(STEP.instance(step + SEPARATOR + UUID.randomUUID()).build(), due);
        if (delay.isZero()) {
            lookAfterCommit();
        }
    }

    private void lookAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            scheduler.get().triggerCheckForDueExecutions();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.get().triggerCheckForDueExecutions();
            }
        });
    }
}
