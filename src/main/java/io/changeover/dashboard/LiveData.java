package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.Decisions;
import io.changeover.application.Plans;
import io.changeover.application.Steering;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.SignedIn;
import io.changeover.application.port.StepStore;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the pages show, read from the stores at every look. */
@Component
final class LiveData implements DashboardData {
    private static final int RECENT = 30;

    private final PlanStore plans;
    private final Plans files;
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final Decisions judge;
    private final PlanCards cards;
    private final SignedIn signedIn;

    LiveData(
            PlanStore plans,
            Plans files,
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            Decisions judge,
            PlanCards cards,
            SignedIn signedIn) {
        this.plans = plans;
        this.files = files;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.judge = judge;
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

    @Override
    public Optional<RunPage> run(String id) {
        try {
            return runs.find(new RunId(id)).map(this::page);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private RunPage page(Run run) {
        Caller caller = signedIn.caller();
        List<OperationRecord> all = steps.operationsOf(run.id());
        List<OperationRecord> cautions =
                all.stream().filter(files.of(run)::warnsOf).toList();
        Map<String, List<OperationRecord>> operations =
                all.stream().collect(Collectors.groupingBy(OperationRecord::step));
        List<StepRecord> passed = steps.ofRun(run.id());
        List<StepView> views = passed.stream()
                .map(step -> Rows.step(step, operations.getOrDefault(step.id(), List.of())))
                .toList();
        List<Decision> asked = decisions.ofRun(run.id());
        boolean waits = asked.stream().anyMatch(one -> one.decidedAt().isEmpty());
        return new RunPage(
                Rows.head(run, waits, cautions),
                views,
                List.of(),
                asked.stream()
                        .map(one -> Rows.decision(
                                one,
                                judge.callerBlockers(caller, run, one),
                                choice -> judge.choiceBlockers(caller.user(), run, one, choice)))
                        .toList(),
                "/runs/" + run.id() + "/report",
                "/runs/" + run.id() + "/report.json",
                Controls.of(run, Steering.offers(run, passed, caller)));
    }
}
