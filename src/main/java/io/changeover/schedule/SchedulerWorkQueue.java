package io.changeover.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.changeover.application.port.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Requests for workers as rows of the scheduler, written in the caller's transaction and looked at right after it. */
public final class SchedulerWorkQueue implements WorkQueue {
    /** The one kind of task: its instance is the step's id and something unique, as a step may ask again. */
    public static final TaskDescriptor<Void> STEP = TaskDescriptor.of("step");

    private static final String SEPARATOR = "/";
    private static final String WHEN_FREE = SEPARATOR + "when-free-";
    private static final Duration SOON = Duration.ofMillis(500);

    private final Supplier<Scheduler> scheduler;
    private final Clock clock;

    /** A queue in front of that scheduler, which may be made later. */
    public SchedulerWorkQueue(Supplier<Scheduler> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** The step that a task instance asks a worker for. */
    public static String stepOf(String taskInstance) {
        return taskInstance.substring(0, taskInstance.indexOf(SEPARATOR));
    }

    /**
     * Puts a request off if it must wait until the step is free and a worker on any node still has it.
     *
     * @return whether it was put off
     */
    public boolean putOff(String taskInstance) {
        if (!taskInstance.contains(WHEN_FREE)) {
            return false;
        }
        String step = stepOf(taskInstance);
        boolean taken = scheduler
                .get()
                .getScheduledExecutionsForTask(
                        STEP.getTaskName(),
                        Void.class,
                        ScheduledExecutionsFilter.all().withPicked(true))
                .stream()
                .map(execution -> execution.getTaskInstance().getId())
                .anyMatch(other -> !other.equals(taskInstance) && stepOf(other).equals(step));
        if (taken) {
            request(step + WHEN_FREE, SOON);
        }
        return taken;
    }

    @Override
    public void scheduleWhenFree(String step) {
        request(step + WHEN_FREE, Duration.ZERO);
    }

    @Override
    public void schedule(String step) {
        schedule(step, Duration.ZERO);
    }

    @Override
    public void schedule(String step, Duration delay) {
        request(step + SEPARATOR, delay);
    }

    private void request(String prefix, Duration delay) {
        Instant due = clock.instant().plus(delay);
        scheduler.get().schedule(STEP.instance(prefix + UUID.randomUUID()).build(), due);
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
