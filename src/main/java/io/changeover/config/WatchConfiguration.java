package io.changeover.config;

import io.changeover.application.Announce;
import io.changeover.application.Changes;
import io.changeover.application.FanOut;
import io.changeover.application.Holds;
import io.changeover.application.JudgeLook;
import io.changeover.application.PlanWatch;
import io.changeover.application.Plans;
import io.changeover.application.Trail;
import io.changeover.application.TriggerFailover;
import io.changeover.application.WatchPlans;
import io.changeover.application.port.Abilities;
import io.changeover.application.port.Asker;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.HoldStore;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WatchStore;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionOperations;

/** The watch: it looks at every plan while nothing moves. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {
    @Bean
    Holds holds(HoldStore store, PlanStore plans, TransactionOperations transactions, Trail trail, Clock clock) {
        return new Holds(store, plans, transactions, trail, clock);
    }

    @Bean
    JudgeLook judgeLook(
            PlanStore plans,
            RunStore runs,
            StepStore steps,
            WatchStore store,
            Holds holds,
            Announce announce,
            Changes changes) {
        return new JudgeLook(plans, runs, steps, store, holds, announce, changes);
    }

    @Bean
    PlanWatch planWatch(PlanStore store, Plans plans, WatchStore watch, Holds holds, Clock clock) {
        return new PlanWatch(store, plans, watch, holds, clock);
    }

    @Bean
    TriggerFailover triggerFailover(
            PlanStore store,
            RunStore runs,
            DecisionStore decisions,
            Holds holds,
            FanOut fanOut,
            Abilities abilities,
            RunbookDoor door,
            TransactionOperations transactions,
            Clock clock) {
        return new TriggerFailover(store, runs, decisions, holds, fanOut, abilities, door, transactions, clock);
    }

    @Bean
    WatchPlans.Eyes eyes(FanOut fanOut, Asker asker, Abilities abilities) {
        return new WatchPlans.Eyes(
                fanOut, asker, abilities, Executors.newCachedThreadPool(DaemonThreads.named("watch")));
    }

    @Bean
    WatchPlans watchPlans(
            Plans plans,
            PlanStore store,
            WatchStore watch,
            JudgeLook judge,
            TriggerFailover trigger,
            WatchPlans.Eyes eyes,
            NodeName node,
            Clock clock) {
        return new WatchPlans(plans, store, watch, judge, trigger, eyes, node.value(), clock);
    }

    @Bean
    WatchStart watchStart(WatchPlans watch, @Value("${changeover.watch:true}") boolean wanted) {
        return new WatchStart(watch, wanted);
    }

    /** Begins to look once the server is ready, unless it is told not to. */
    static final class WatchStart implements AutoCloseable {
        private static final Logger LOG = LoggerFactory.getLogger(WatchStart.class);
        private static final long PAUSE_MILLIS = 250;

        private final WatchPlans watch;
        private final boolean wanted;
        private final ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("watch-timer"));

        WatchStart(WatchPlans watch, boolean wanted) {
            this.watch = watch;
            this.wanted = wanted;
        }

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            if (wanted) {
                timer.scheduleWithFixedDelay(this::tick, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        /** Goes on after a fault, such as a database that was away: the timer itself would never call again. */
        private void tick() {
            try {
                watch.tick();
            } catch (RuntimeException e) {
                LOG.warn("the watch could not begin its looks; it is tried again", e);
            }
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
