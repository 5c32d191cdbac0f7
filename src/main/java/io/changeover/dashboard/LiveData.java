package io.changeover.dashboard;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.run.Run;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the pages show, read from the stores at every look. */
@Component
final class LiveData implements DashboardData {
    private static final int RECENT = 30;

    private final PlanStore plans;
    private final RunStore runs;
    private final DecisionStore decisions;
    private final PlanCards cards;
    private final SignedIn signedIn;

    LiveData(PlanStore plans, RunStore runs, DecisionStore decisions, PlanCards cards, SignedIn signedIn) {
        this.plans = plans;
        this.runs = runs;
        this.decisions = decisions;
        this.cards = cards;
        this.signedIn = signedIn;
    }

    @Override
    public List<PlanCard> plans() {
        return plans.all().stream()
                .map(status -> cards.card(status, signedIn.caller()))
                .toList();
    }

    @Override
    public List<RunRow> runs() {
        return runs.newest(Optional.empty(), RECENT).stream()
                .map(run -> new RunRow(
                        run.id().value(),
                        run.plan().value(),
                        run.runbook(),
                        run.source().value(),
                        run.target().value(),
                        run.dryRun(),
                        Sentences.tone(run, waits(run)),
                        Sentences.brief(run, waits(run)),
                        run.requester(),
                        run.startedAt(),
                        run.endedAt().orElse(null)))
                .toList();
    }

    private boolean waits(Run run) {
        return run.open() && !decisions.open(Optional.of(run.id())).isEmpty();
    }
}
