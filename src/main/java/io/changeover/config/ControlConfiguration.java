package io.changeover.config;

import io.changeover.application.AbortRun;
import io.changeover.application.Changes;
import io.changeover.application.ControlRun;
import io.changeover.application.ControlStep;
import io.changeover.application.GoUnplanned;
import io.changeover.application.WorkStep;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.Tokens;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what people do to runs under way. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {
    @Bean
    ControlRun controlRun(
            RunStore runs,
            Tokens tokens,
            EventLog events,
            AbortRun abortRun,
            GoUnplanned goUnplanned,
            WorkStep workStep,
            Changes changes,
            Clock clock) {
        return new ControlRun(runs, tokens, events, abortRun, goUnplanned, workStep, changes, clock);
    }

    @Bean
    ControlStep controlStep(
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            EventLog events,
            RunbookDoor door,
            WorkStep workStep,
            Changes changes,
            Clock clock) {
        return new ControlStep(runs, steps, decisions, events, door, workStep, changes, clock);
    }
}
