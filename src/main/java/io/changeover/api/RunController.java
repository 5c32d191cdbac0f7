package io.changeover.api;

import io.changeover.api.model.ControlView;
import io.changeover.api.model.EventView;
import io.changeover.api.model.ReasonRequest;
import io.changeover.api.model.RunDetail;
import io.changeover.api.model.RunView;
import io.changeover.api.model.StepView;
import io.changeover.application.ControlRun;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.SignedIn;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "runs", description = "Executions of runbooks")
final class RunController {
    private static final int NEWEST = 200;

    private final ControlRun controlRun;
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final EventLog events;
    private final SignedIn signedIn;

    RunController(
            ControlRun controlRun,
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            EventLog events,
            SignedIn signedIn) {
        this.controlRun = controlRun;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.events = events;
        this.signedIn = signedIn;
    }

    @GetMapping
    @Operation(summary = "The newest runs")
    List<RunView> list(
            @RequestParam(required = false) Optional<String> plan,
            @RequestParam(required = false) Optional<String> state) {
        return runs.newest(plan.map(PlanId::new), NEWEST).stream()
                .filter(run -> state.isEmpty() || run.state().name().equals(state.get()))
                .map(this::view)
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One run with its steps, operations and events")
    RunDetail show(@PathVariable String id) {
        Run run = find(id);
        Map<String, List<OperationRecord>> operations =
                steps.operationsOf(run.id()).stream().collect(Collectors.groupingBy(OperationRecord::step));
        List<StepRecord> all = steps.ofRun(run.id());
        List<StepView> views = all.stream()
                .map(step -> Views.step(step, operations.getOrDefault(step.id(), List.of())))
                .toList();
        List<EventView> happened =
                events.ofRun(run.id()).stream().map(Views::event).toList();
        List<ControlView> controls = controlRun.offers(run, all, signedIn.caller()).stream()
                .map(Views::control)
                .toList();
        return new RunDetail(view(run), views, happened, controls);
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Lets operations under way end and none begin")
    RunView pause(@PathVariable String id, @RequestBody ReasonRequest request) {
        RunId run = find(id).id();
        controlRun.pause(run, signedIn.caller(), Texts.orEmpty(request.reason()));
        return view(find(id));
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Goes on where the run was paused")
    RunView resume(@PathVariable String id, @RequestBody ReasonRequest request) {
        RunId run = find(id).id();
        controlRun.resume(run, signedIn.caller(), Texts.orEmpty(request.reason()));
        return view(find(id));
    }

    @PostMapping("/{id}/abort")
    @Operation(summary = "Ends the run before its point of no return and undoes what it did")
    RunView abort(@PathVariable String id, @RequestBody ReasonRequest request) {
        RunId run = find(id).id();
        controlRun.abort(run, signedIn.caller(), Texts.orEmpty(request.reason()));
        return view(find(id));
    }

    @PostMapping("/{id}/unplanned")
    @Operation(summary = "Leaves the planned path of a move whose source is lost, before its point of no return")
    RunView goUnplanned(@PathVariable String id, @RequestBody ReasonRequest request) {
        RunId run = find(id).id();
        controlRun.goUnplanned(run, signedIn.caller(), Texts.orEmpty(request.reason()));
        return view(find(id));
    }

    private Run find(String id) {
        try {
            return runs.find(new RunId(id)).orElseThrow(() -> new NotFoundException("there is no run '" + id + "'"));
        } catch (IllegalArgumentException e) {
            throw new NotFoundException("there is no run '" + id + "'");
        }
    }

    private RunView view(Run run) {
        return Views.run(run, decisions.open(Optional.of(run.id())));
    }
}
