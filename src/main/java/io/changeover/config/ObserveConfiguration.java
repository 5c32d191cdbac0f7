package io.changeover.config;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.changeover.application.Drills;
import io.changeover.application.Holds;
import io.changeover.application.Plans;
import io.changeover.application.WorkStep;
import io.changeover.application.port.Figures;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WatchStore;
import io.changeover.observe.ObservedSteps;
import io.changeover.observe.PlanPoints;
import io.changeover.observe.RecordsCollector;
import io.changeover.observe.RunPoints;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What monitoring sees: metrics, health, and the fields of the log. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {
    @Bean
    RecordsCollector recordsCollector(
            PrometheusRegistry registry,
            PlanStore store,
            Plans plans,
            WatchStore watch,
            Drills drills,
            Holds holds,
            Figures figures) {
        RecordsCollector collector =
                new RecordsCollector(new PlanPoints(store, plans, watch, drills, holds), new RunPoints(figures));
        registry.register(collector);
        return collector;
    }

    @Bean
    ObservedSteps observedSteps(WorkStep work, StepStore steps, MeterRegistry meters) {
        return new ObservedSteps(work, steps, meters);
    }

    /** Without its workers a server answers and moves nothing. */
    @Bean
    HealthIndicator workersHealthIndicator(Scheduler scheduler) {
        return () -> {
            boolean works = scheduler.getSchedulerState().isStarted()
                    && !scheduler.getSchedulerState().isShuttingDown();
            return works
                    ? Health.up().build()
                    : Health.outOfService().withDetail("workers", "not started").build();
        };
    }
}
