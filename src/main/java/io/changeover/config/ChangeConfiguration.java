package io.changeover.config;

import io.changeover.application.ChangeFeed;
import io.changeover.application.Outlook;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunLook;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What those who watch need: they are told of changes as long as the server takes requests. */
@Configuration(proxyBeanMethods = false)
class ChangeConfiguration {
    private static final int TELLERS = 8;

    @Bean(destroyMethod = "")
    ChangeFeed changeFeed(RunLook look) {
        return new ChangeFeed(look, Executors.newFixedThreadPool(TELLERS, DaemonThreads.named("teller")));
    }

    @Bean
    Outlook outlook(RunStore runs, StepStore steps, DecisionStore decisions) {
        return new Outlook(runs, steps, decisions);
    }

    @Bean
    ChangeBeat changeBeat(ChangeFeed feed) {
        return new ChangeBeat(feed);
    }

    /** Gives the beat. It ends before the web server, which would otherwise wait for streams that nobody ends. */
    static final class ChangeBeat implements SmartLifecycle {
        private static final Logger LOG = LoggerFactory.getLogger(ChangeBeat.class);
        private static final long PAUSE_MILLIS = 250;

        private final ChangeFeed feed;
        private final ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("change-beat"));
        private volatile boolean running;

        ChangeBeat(ChangeFeed feed) {
            this.feed = feed;
        }

        @Override
        public void start() {
            running = true;
            timer.scheduleWithFixedDelay(this::beat, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        /** Goes on after a fault that nobody thought of: the timer itself would never call again. */
        private void beat() {
            try {
                feed.beat();
            } catch (RuntimeException e) {
                LOG.warn("those who watch could not be told; it is tried again", e);
            }
        }

        @Override
        public void stop() {
            running = false;
            timer.shutdownNow();
            feed.close();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return Integer.MAX_VALUE;
        }
    }
}
