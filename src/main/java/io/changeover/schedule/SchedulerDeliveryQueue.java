package io.changeover.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.changeover.application.port.DeliveryQueue;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Requests for deliveries as rows of the scheduler, one for each notification until it is delivered or given up. */
public final class SchedulerDeliveryQueue implements DeliveryQueue {
    /** The kind of task: its instance is the notification's id. */
    public static final TaskDescriptor<Void> NOTIFY = TaskDescriptor.of("notify");

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerDeliveryQueue.class);

    private final Supplier<Scheduler> scheduler;
    private final Clock clock;

    /** A queue in front of that scheduler, which may be made later. */
    public SchedulerDeliveryQueue(Supplier<Scheduler> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public void schedule(String notification) {
        scheduler.get().schedule(NOTIFY.instance(notification).build(), clock.instant());
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

    @Override
    public void hasten(String notification) {
        try {
            scheduler.get().reschedule(TaskInstanceId.of(NOTIFY.getTaskName(), notification), clock.instant());
            scheduler.get().triggerCheckForDueExecutions();
        } catch (TaskInstanceException e) {
            LOG.debug("notification={} is being looked at already, or not there any more", notification, e);
        }
    }
}
