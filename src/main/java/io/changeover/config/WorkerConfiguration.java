package io.changeover.config;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.changeover.application.WorkStep;
import io.changeover.schedule.SchedulerWorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
    private static final int WORKERS = 32;
    private static final Duration HEARTBEAT = Duration.ofMillis(1_500);
    /** With the look-out for dead nodes every second heartbeat, a step is taken over within 12 s. */
    private static final int MISSED_HEARTBEATS = 6;

    /** A worker that broke, say because the database was away, looks again after this time. */
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    @Bean(destroyMethod = "stop")
    Scheduler scheduler(
            DataSource dataSource,
            ObjectProvider<WorkStep> workStep,
            ObjectProvider<SchedulerWorkQueue> queue,
            NodeName node) {
        OneTimeTask<Void> task = Tasks.oneTime(SchedulerWorkQueue.STEP)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_A_FAULT))
                .execute((instance, context) -> {
                    if (!queue.getObject().putOff(instance.getId())) {
                        workStep.getObject().work(SchedulerWorkQueue.stepOf(instance.getId()));
                    }
                });
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task)
                .schedulerName(new SchedulerName.Fixed(node.value()))
                .threads(WORKERS)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(FAREWELL)
                .build();
    }

    @Bean
    SchedulerWorkQueue workQueue(ObjectProvider<Scheduler> scheduler, Clock clock) {
        return new SchedulerWorkQueue(scheduler::getObject, clock);
    }

    @Bean
    NodeName nodeName() {
        return NodeName.ofThisProcess();
    }

    @Bean
    WorkerStart workerStart(Scheduler scheduler, WorkStep workStep, JdbcTemplate jdbc, ScheduledExecutorService timer) {
        return new WorkerStart(scheduler, workStep, jdbc, timer);
    }

    /** Starts the workers once the server is ready. */
    static final class WorkerStart {
        private final Scheduler scheduler;
        private final WorkStep workStep;
        private final JdbcTemplate jdbc;
        private final ScheduledExecutorService timer;

        WorkerStart(Scheduler scheduler, WorkStep workStep, JdbcTemplate jdbc, ScheduledExecutorService timer) {
            this.scheduler = scheduler;
            this.workStep = workStep;
            this.jdbc = jdbc;
            this.timer = timer;
        }

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            freeWhatThisFileHeld();
            scheduler.start();
            timer.scheduleWithFixedDelay(workStep::watch, WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
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
