package io.changeover.dashboard;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Runs as tables show them. */
@Component
final class RunRows {
    private final RunStore runs;
    private final DecisionStore decisions;

    RunRows(RunStore runs, DecisionStore decisions) {
        this.runs = runs;
        this.decisions = decisions;
    }

    /** The latest runs, of one plan or of all, latest first, at most so many. */
    List<RunRow> newest(Optional<PlanId> plan, int most) {
        return runs.newest(plan, most).stream().map(this::row).toList();
    }

    private RunRow row(Run run) {
        boolean waits = run.open() && !decisions.open(Optional.of(run.id())).isEmpty();
        return new RunRow(
                run.id().value(),
                run.plan().value(),
                run.runbook(),
                run.source().value(),
                run.target().value(),
                run.dryRun(),
                Sentences.tone(run, waits),
                Sentences.brief(run, waits),
                run.requester(),
                run.startedAt(),
                run.endedAt().orElse(null));
    }
}
