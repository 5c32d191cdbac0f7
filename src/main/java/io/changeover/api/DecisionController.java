package io.changeover.api;

import io.changeover.api.model.DecideRequest;
import io.changeover.api.model.DecisionView;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.run.RunId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/decisions")
@Tag(name = "decisions", description = "Questions to people: approvals, windows, failed steps")
final class DecisionController {
    private final RunbookDoor door;
    private final DecisionStore decisions;
    private final SignedIn signedIn;

    DecisionController(RunbookDoor door, DecisionStore decisions, SignedIn signedIn) {
        this.door = door;
        this.decisions = decisions;
        this.signedIn = signedIn;
    }

    @GetMapping
    @Operation(summary = "Questions that nobody has answered yet")
    List<DecisionView> open(@RequestParam(required = false) Optional<String> run) {
        return decisions.open(run.map(RunId::new)).stream().map(Views::decision).toList();
    }

    @PostMapping("/{task}")
    @Operation(summary = "Answers a question")
    DecisionView decide(@PathVariable String task, @RequestBody DecideRequest request) {
        door.answer(signedIn.caller(), task, Texts.orEmpty(request.choice()), Texts.orEmpty(request.reason()));
        return Views.decision(decisions.find(task).orElseThrow());
    }
}
