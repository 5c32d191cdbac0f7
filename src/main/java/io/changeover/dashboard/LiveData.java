package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.Decisions;
import io.changeover.application.Holds;
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
import java.util.Comparator;
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
    private final RunRows rows;
    private final Holds holds;
    private final SignedIn signedIn;

    LiveData(
            PlanStore plans,
            Plans files,
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            Decisions judge,
            PlanCards cards,
            RunRows rows,
            Holds holds,
            SignedIn signedIn) {
        this.plans = plans;
        this.files = files;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.judge = judge;
        this.cards = cards;
        this.rows = rows;
        this.holds = holds;
        this.signedIn = signedIn;
    }

    @Override
    public List<PlanCard> plans() {
        return plans.all().stream()
                .map(status -> cards.card(status, signedIn.caller()))
                .sorted(Comparator.comparing(PlanCard::urgency))
                .toList();
    }

    @Override
    public List<RunRow> runs() {
        return rows.newest(Optional.empty(), RECENT);
    }

    @Override
    public Optional<String> freeze() {
        return holds.freeze().map(one -> "%s: %s".formatted(one.begunBy(), one.reason()));
    }

    @Override
    public boolean mayFreeze() {
        return signedIn.caller().mayActAs(Caller.ADMINS);
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
