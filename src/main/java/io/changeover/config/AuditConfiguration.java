package io.changeover.config;

import io.changeover.application.AuditedEvents;
import io.changeover.application.Readiness;
import io.changeover.application.StartRun;
import io.changeover.application.Trail;
import io.changeover.application.port.AuditLog;
import io.changeover.application.port.Doorway;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.SignedIn;
import io.changeover.observe.LoggedEvents;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** What pages say of the past, the audit of actions, and of what may be done next. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    @Bean
    Trail trail(AuditLog log, SignedIn signedIn, Doorway doorway, Clock clock) {
        return new Trail(log, signedIn, doorway, clock);
    }

    /** What everybody gets who asks for the event log. */
    @Bean
    @Primary
    EventLog auditedEvents(@Qualifier("jdbcEventLog") EventLog events, Trail trail) {
        return new AuditedEvents(new LoggedEvents(events), trail);
    }

    @Bean
    Readiness readiness(StartRun gate) {
        return new Readiness(gate);
    }
}
