package io.changeover.report;

import io.changeover.application.Plans;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.Outbox;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the report of any run from what is stored. The same run gives the same report. */
@Component
public final class ReportArchive {
    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final EventLog events;
    private final Outbox outbox;
    private final ReportJson json = new ReportJson();
    private final ReportHtml html = new ReportHtml();

    ReportArchive(
            Plans plans, RunStore runs, StepStore steps, DecisionStore decisions, EventLog events, Outbox outbox) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.events = events;
        this.outbox = outbox;
    }

    /** The report as JSON; empty if there is no such run. */
    public Optional<String> json(String id) {
        return report(id).map(json::write);
    }

    /** The report as a self-contained page; empty if there is no such run. */
    public Optional<String> html(String id) {
        return report(id).map(html::write);
    }

    private Optional<RunReport> report(String id) {
        try {
            return runs.find(new RunId(id)).map(this::report);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private RunReport report(Run run) {
        return RunReports.of(
                plans.of(run),
                run,
                steps.ofRun(run.id()),
                steps.operationsOf(run.id()),
                decisions.ofRun(run.id()),
                events.ofRun(run.id()),
                outbox.ofRun(run.id()));
    }
}
