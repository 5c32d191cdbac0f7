package io.changeover.config;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.changeover.application.DeliverNotification;
import io.changeover.application.WorkStep;
import io.changeover.application.port.HandOverRows;
import io.changeover.observe.ObservedSteps;
import io.changeover.schedule.HandOver;
import io.changeover.schedule.SchedulerDeliveryQueue;
import io.changeover.schedule.SchedulerWorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The workers: they look for steps to work on, also for those of a node that has died. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
    static final int WORKERS = 32;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /**
     * Dead after 8 s of silence. Dead nodes are looked for at every second heartbeat and due steps every second, so a
     * step is taken over within 11 s, which leaves a busy machine 4 s of the 15 s that are promised.
     */
    private static final int MISSED_HEARTBEATS = 8;

    /** A worker that broke, say because the database was away, looks again after this time. */
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private static final Duration SWEEP = Duration.ofMillis(250);
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    @Bean(destroyMethod = "stop")
    Scheduler scheduler(
            DataSource dataSource,
            ObjectProvider<ObservedSteps> steps,
            ObjectProvider<DeliverNotification> deliver,
            NodeName node) {
        OneTimeTask<Void> task = Tasks.oneTime(SchedulerWorkQueue.STEP)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_A_FAULT))
                .execute((instance, context) -> steps.getObject().work(SchedulerWorkQueue.stepOf(instance.getId())));
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task, notifying(deliver))
                .schedulerName(new SchedulerName.Fixed(node.value()))
                .threads(WORKERS)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(FAREWELL)
                .build();
    }

    /** A delivery that was not accepted comes again when the use case says so. */
    private static Task<Void> notifying(ObjectProvider<DeliverNotification> deliver) {
        return Tasks.custom(SchedulerDeliveryQueue.NOTIFY)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_A_FAULT))
                .execute((instance, context) -> deliver.getObject()
                        .deliver(instance.getId())
                        .<CompletionHandler<Void>>map(due -> (done, row) -> row.reschedule(done, due))
                        .orElseGet(CompletionHandler.OnCompleteRemove::new));
    }

    @Bean
    SchedulerWorkQueue workQueue(ObjectProvider<Scheduler> scheduler, HandOver handOver, Clock clock) {
        return new SchedulerWorkQueue(scheduler::getObject, handOver, clock);
    }

    @Bean
    HandOver handOver(HandOverRows rows, ObjectProvider<ObservedSteps> steps, NodeName node, Clock clock) {
        return new HandOver(
                rows,
                node.value(),
                WORKERS,
                Executors.newCachedThreadPool(DaemonThreads.named("worker")),
                FAREWELL,
                (step, opened) -> opened.ifPresentOrElse(
                        steps.getObject()::work, () -> steps.getObject().work(step)),
                clock);
    }

    @Bean
    NodeName nodeName() {
        return NodeName.ofThisProcess();
    }

    @Bean
    WorkerStart workerStart(
            Scheduler scheduler,
            HandOver handOver,
            WorkStep workStep,
            JdbcTemplate jdbc,
            ScheduledExecutorService timer) {
        return new WorkerStart(scheduler, handOver, workStep, jdbc, timer);
    }

    /** Starts the workers once the server is ready. */
    static final class WorkerStart {
        private static final Logger LOG = LoggerFactory.getLogger(WorkerStart.class);

        private final Scheduler scheduler;
        private final HandOver handOver;
        private final WorkStep workStep;
        private final JdbcTemplate jdbc;
        private final ScheduledExecutorService timer;

        WorkerStart(
                Scheduler scheduler,
                HandOver handOver,
                WorkStep workStep,
                JdbcTemplate jdbc,
                ScheduledExecutorService timer) {
            this.scheduler = scheduler;
            this.handOver = handOver;
            this.workStep = workStep;
            this.jdbc = jdbc;
            this.timer = timer;
        }

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            freeWhatThisFileHeld();
            scheduler.start();
            handOver.open();
            every(WATCH, "watching the tokens", workStep::watch);
            every(HEARTBEAT, "giving signs of life", handOver::beat);
            every(SWEEP, "removing what is done", handOver::sweep);
        }

        /** Goes on after a fault, such as a database that was away: the timer itself would never call again. */
        private void every(Duration pause, String what, Runnable work) {
            Runnable lasting = () -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("{} failed; it is tried again in {}", what, pause, e);
                }
            };
            timer.scheduleWithFixedDelay(lasting, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** An H2 file has one server at a time: whatever was taken was taken by one that is dead. */
        private void freeWhatThisFileHeld() {
            Boolean file = jdbc.execute((java.sql.Connection connection) ->
                    connection.getMetaData().getURL().startsWith("jdbc:h2:file:"));
            if (Boolean.TRUE.equals(file)) {
                jdbc.update("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null"
                        + " where picked = true");
            }
        }
    }
}
