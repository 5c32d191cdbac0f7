package io.changeover.api;

import io.changeover.api.model.ReasonRequest;
import io.changeover.api.model.RunView;
import io.changeover.application.ControlStep;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.run.RunId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runs/{id}/steps/{step}")
@Tag(name = "steps", description = "What a person can do to one step of a run")
final class StepController {
    private final ControlStep controlStep;
    private final RunStore runs;
    private final DecisionStore decisions;
    private final SignedIn signedIn;

    StepController(ControlStep controlStep, RunStore runs, DecisionStore decisions, SignedIn signedIn) {
        this.controlStep = controlStep;
        this.runs = runs;
        this.decisions = decisions;
        this.signedIn = signedIn;
    }

    @PostMapping("/cancel")
    @Operation(summary = "Ends what is under way of a step, or one operation of it, so that a person decides")
    RunView cancel(
            @PathVariable String id,
            @PathVariable int step,
            @RequestParam(required = false) Optional<Integer> operation,
            @RequestBody ReasonRequest request) {
        RunId run = find(id);
        controlStep.cancel(run, step, operation, signedIn.caller(), Texts.orEmpty(request.reason()));
        return view(run);
    }

    @PostMapping("/retry")
    @Operation(summary = "Does again what failed of a step")
    RunView retry(@PathVariable String id, @PathVariable int step, @RequestBody ReasonRequest request) {
        RunId run = find(id);
        controlStep.retry(run, step, signedIn.caller(), Texts.orEmpty(request.reason()));
        return view(run);
    }

    @PostMapping("/skip")
    @Operation(summary = "Goes on without what failed of a step")
    RunView skip(@PathVariable String id, @PathVariable int step, @RequestBody ReasonRequest request) {
        RunId run = find(id);
        controlStep.skip(run, step, signedIn.caller(), Texts.orEmpty(request.reason()));
        return view(run);
    }

    private RunId find(String id) {
        return Texts.runId(id)
                .filter(run -> runs.find(run).isPresent())
                .orElseThrow(() -> new NotFoundException("there is no run '" + id + "'"));
    }

    private RunView view(RunId run) {
        return Views.run(runs.find(run).orElseThrow(), decisions.open(Optional.of(run)));
    }
}
