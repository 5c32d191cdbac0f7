package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The question which of the two sites serves from now on, and what follows from its answer. */
public final class ChooseSite {
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final PlanStore store;
    private final PointOfNoReturn point;
    private final EventLog events;
    private final Clock clock;

    public ChooseSite(
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            PlanStore store,
            PointOfNoReturn point,
            EventLog events,
            Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.store = store;
        this.point = point;
        this.events = events;
        this.clock = clock;
    }

    /** The question, in one sentence. */
    public String question(Run run) {
        return "Which site of plan %s serves from now on? The other one is stopped, what only it holds is saved, and it follows. %s asks: %s"
                .formatted(run.plan(), run.requester(), run.reason());
    }

    /** What was read at each site, one line each, and what to look for where both were active. */
    public List<String> evidence(Run run) {
        List<String> lines = new ArrayList<>();
        lines.add("by the plan %s serves, in epoch %d".formatted(run.source(), run.epoch()));
        new SiteRoles(steps.operationsOf(run.id())).readings().forEach(one -> lines.add(line(one)));
        boolean split = store.find(run.plan())
                .filter(status -> status.state() == PlanState.SPLIT_BRAIN)
                .isPresent();
        if (split) {
            JudgeRoles.HARMS.forEach(harm -> lines.add("look for " + harm));
        }
        return lines;
    }

    private static String line(OperationRecord one) {
        String said = one.message().orElse("no message");
        return one.state() == OperationState.DONE
                ? said
                : "%s at %s: not known: %s".formatted(one.target(), one.site(), said);
    }

    /** What may be answered. */
    public List<String> choices(Run run) {
        return List.of(run.source().value(), run.target().value(), Decisions.STOP);
    }

    /**
     * Directs a run at the site that was chosen, in the transaction of the answer. From here on it is not undone any
     * more: that would start the other site again.
     *
     * @return the run, directed; empty where nobody chose a site
     */
    public Optional<Run> chosen(String task) {
        Decision decision = decisions.find(task).orElseThrow();
        String choice = decision.choice().orElse(Decisions.STOP);
        if (decision.kind() != Decision.Kind.SITE || choice.equals(Decisions.STOP)) {
            return Optional.empty();
        }
        Run directed = runs.lock(decision.run()).orElseThrow().toward(new SiteId(choice));
        runs.direct(directed);
        if (!directed.dryRun()) {
            point.pass(directed.id());
        }
        String detail = "%s serves from now on, %s follows".formatted(directed.target(), directed.source());
        events.append(new RunEvent(
                directed.id(), clock.instant(), decision.decidedBy().orElse("?"), "SITE_CHOSEN", detail));
        return Optional.of(directed);
    }
}
