package io.changeover.runbook.delegate;

import io.changeover.application.Plans;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The time at which a drill ends by itself, for timers in diagrams: {@code ${drill.until(execution)}}. */
@Component("drill")
public class DrillLimit {
    private static final Set<Operation> MAKING = EnumSet.of(Operation.CLONE, Operation.START);

    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final Clock clock;

    DrillLimit(Plans plans, RunStore runs, StepStore steps, Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.clock = clock;
    }

    /** The limit of the plan, counted from the first change of the run; from now, where it has changed nothing yet. */
    public String until(DelegateExecution execution) {
        Run run = runs.find(new RunId((String) execution.getVariable("runId"))).orElseThrow();
        Instant begun = steps.operationsOf(run.id()).stream()
                .filter(operation -> MAKING.contains(operation.operation()))
                .map(OperationRecord::startedAt)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElseGet(clock::instant);
        // The engine's timers know seconds.
        return begun.plus(plans.of(run).drill().limit())
                .plusMillis(999)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
