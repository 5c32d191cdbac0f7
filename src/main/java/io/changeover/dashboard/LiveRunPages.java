package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.ControlRun;
import io.changeover.application.Decisions;
import io.changeover.application.Outlook;
import io.changeover.application.Plans;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.Diagrams;
import io.changeover.application.port.RunLook;
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

/** What the page of a run shows, read from the stores and the engine's history at every look. */
@Component
final class LiveRunPages implements RunPages {
    private final Records records;
    private final Plans files;
    private final Decisions judge;
    private final ControlRun controlRun;
    private final RunClocks clocks;
    private final Diagrams diagrams;
    private final SignedIn signedIn;

    LiveRunPages(
            Records records,
            Plans files,
            Decisions judge,
            ControlRun controlRun,
            RunClocks clocks,
            Diagrams diagrams,
            SignedIn signedIn) {
        this.records = records;
        this.files = files;
        this.judge = judge;
        this.controlRun = controlRun;
        this.clocks = clocks;
        this.diagrams = diagrams;
        this.signedIn = signedIn;
    }

    /** Where runs and what belongs to them are kept. */
    @Component
    record Records(RunStore runs, StepStore steps, DecisionStore decisions, RunLook look) {
        Optional<Run> run(String id) {
            try {
                return runs.find(new RunId(id));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public Optional<RunPage> page(String id) {
        return records.run(id).map(this::page);
    }

    private RunPage page(Run run) {
        Caller caller = signedIn.caller();
        List<OperationRecord> all = records.look().outlines(run.id());
        List<OperationRecord> cautions =
                all.stream().filter(files.of(run)::warnsOf).toList();
        Map<String, List<OperationRecord>> operations =
                all.stream().collect(Collectors.groupingBy(OperationRecord::step));
        List<StepRecord> passed = records.steps().ofRun(run.id());
        List<StepView> views = passed.stream()
                .map(step -> Rows.step(step, operations.getOrDefault(step.id(), List.of())))
                .toList();
        List<Decision> asked = records.decisions().ofRun(run.id());
        boolean waits = asked.stream().anyMatch(one -> one.decidedAt().isEmpty());
        Optional<Outlook.Ahead> ahead = clocks.ahead(run, passed);
        return new RunPage(
                Rows.head(run, waits, cautions),
                clocks.of(run, all, ahead),
                views,
                ahead.map(Outlook.Ahead::steps).orElse(List.of()),
                asked.stream()
                        .map(one -> Rows.decision(
                                one,
                                judge.callerBlockers(caller, run, one),
                                choice -> judge.choiceBlockers(caller.user(), run, one, choice)))
                        .toList(),
                "/runs/" + run.id() + "/report",
                "/runs/" + run.id() + "/report.json",
                Controls.of(run, controlRun.offers(run, passed, caller)));
    }

    @Override
    public Optional<OperationDetail> operation(String id, String operation) {
        return records.run(id)
                .flatMap(run -> records.look().operation(run.id(), operation))
                .flatMap(one -> records.steps().find(one.step()).map(step -> detail(one, step)));
    }

    private static OperationDetail detail(OperationRecord one, StepRecord step) {
        return new OperationDetail(
                Rows.operation(one),
                step.number(),
                step.name(),
                one.errorCode().orElse(null),
                one.readings().stream()
                        .map(read -> new OperationDetail.Read(read.at(), read.name(), read.value()))
                        .toList(),
                one.outputs(),
                one.output());
    }

    @Override
    public Optional<RunMarks> marks(String id) {
        return records.run(id)
                .map(run -> DiagramMarks.of(
                        run,
                        diagrams.of(run),
                        diagrams.stays(run),
                        records.steps().ofRun(run.id())));
    }

    @Override
    public Optional<String> diagram(String id, String process) {
        return records.run(id).flatMap(run -> diagrams.file(run, process));
    }
}
