package io.changeover.config;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.changeover.application.Announce;
import io.changeover.application.DeliverNotification;
import io.changeover.application.Plans;
import io.changeover.application.port.DeliveryQueue;
import io.changeover.application.port.Messenger;
import io.changeover.application.port.Outbox;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.SecretReferences;
import io.changeover.notify.Links;
import io.changeover.notify.Notifier;
import io.changeover.observe.ObservedMessenger;
import io.changeover.schedule.SchedulerDeliveryQueue;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Telling people and programs what runs do. */
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {
    /** Half of the workers: slow receivers leave the other half to steps. */
    private static final int AT_ONCE = WorkerConfiguration.WORKERS / 2;

    @Bean
    DeliveryQueue deliveryQueue(ObjectProvider<Scheduler> scheduler, Clock clock) {
        return new SchedulerDeliveryQueue(scheduler::getObject, clock);
    }

    @Bean
    Announce announce(Plans plans, RunStore runs, Outbox outbox, DeliveryQueue queue, Clock clock) {
        return new Announce(plans, runs, outbox, queue, clock);
    }

    @Bean
    Messenger messenger(SecretReferences secrets, ServerAddress address, MeterRegistry meters, Clock clock)
            throws NoSuchAlgorithmException {
        Notifier notifier = new Notifier(
                secrets,
                new Links(address.url()),
                SSLContext.getDefault(),
                Executors.newCachedThreadPool(DaemonThreads.named("notify")),
                clock);
        return new ObservedMessenger(notifier, meters);
    }

    @Bean
    DeliverNotification deliverNotification(
            Plans plans, RunStore runs, Outbox outbox, Messenger messenger, DeliveryQueue queue, Clock clock) {
        return new DeliverNotification(plans, runs, outbox, messenger, queue, clock, AT_ONCE);
    }
}
