package io.changeover.api;

import io.changeover.api.model.RunView;
import io.changeover.api.model.StartRunRequest;
import io.changeover.application.RefusedException;
import io.changeover.application.SameStart;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "runs", description = "Executions of runbooks")
final class StartController {
    /** Says that a start was sent before, and that the answer is the run of that time. */
    private static final String REPLAYED = "Idempotent-Replayed";

    private static final int LONGEST_KEY = 255;

    private final RunbookDoor door;
    private final SameStart sameStart;
    private final RunStore runs;
    private final DecisionStore decisions;
    private final SignedIn signedIn;

    StartController(RunbookDoor door, SameStart sameStart, RunStore runs, DecisionStore decisions, SignedIn signedIn) {
        this.door = door;
        this.sameStart = sameStart;
        this.runs = runs;
        this.decisions = decisions;
        this.signedIn = signedIn;
    }

    @PostMapping
    @Operation(summary = "Starts a runbook; the same request with the same business key starts it once")
    @ApiResponse(responseCode = "201", description = "It was started")
    @ApiResponse(responseCode = "200", description = "It was started before, by the same request")
    ResponseEntity<RunView> start(@RequestBody StartRunRequest request) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("plan", Texts.orEmpty(request.plan()));
        variables.put("reason", Texts.orEmpty(request.reason()));
        variables.put("dryRun", request.dryRun());
        variables.put("hold", request.hold());
        Optional.ofNullable(request.target()).ifPresent(target -> variables.put("target", target));
        Optional<String> key = Optional.ofNullable(request.businessKey()).filter(text -> !text.isBlank());
        if (key.filter(text -> text.length() > LONGEST_KEY).isPresent()) {
            throw new IllegalArgumentException("a business key has at most %d characters".formatted(LONGEST_KEY));
        }
        String runbook = Texts.orEmpty(request.runbook());
        try {
            String instance = door.start(signedIn.caller(), runbook, key, variables);
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(view(runs.ofProcess(instance).orElseThrow()));
        } catch (RefusedException e) {
            return again(e, runbook, key);
        }
    }

    private ResponseEntity<RunView> again(RefusedException refusal, String runbook, Optional<String> key) {
        Optional<Run> same = sameStart.runOf(refusal);
        if (same.isPresent()) {
            return ResponseEntity.ok().header(REPLAYED, "true").body(view(same.get()));
        }
        Optional<RunId> first =
                key.flatMap(text -> runs.ofBusinessKey(runbook, text)).map(Run::id);
        throw new StartRefusedException(refusal, first);
    }

    private RunView view(Run run) {
        return Views.run(run, decisions.open(Optional.of(run.id())));
    }
}
