package io.changeover.report;

import io.changeover.application.Plans;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.Outbox;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what is kept of runs. Thread-safe. */
@Component
final class RunFiles {
    private static final int MOST = 10_000;

    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final EventLog events;
    private final Outbox outbox;

    RunFiles(Plans plans, RunStore runs, StepStore steps, DecisionStore decisions, EventLog events, Outbox outbox) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.events = events;
        this.outbox = outbox;
    }

    /** The run of that name; empty also where no run can have that name. */
    Optional<Run> find(String id) {
        try {
            return runs.find(new RunId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The runs of a plan, newest first. */
    List<Run> of(PlanId plan) {
        return runs.newest(Optional.of(plan), MOST);
    }

    RunReport report(Run run) {
        return RunReports.of(
                plan(run),
                run,
                steps.ofRun(run.id()),
                steps.operationsOf(run.id()),
                decisions.ofRun(run.id()),
                events(run),
                outbox.ofRun(run.id()));
    }

    /** The plan as the run began with it. */
    ProtectionPlan plan(Run run) {
        return plans.of(run);
    }

    List<RunEvent> events(Run run) {
        return events.ofRun(run.id());
    }
}
