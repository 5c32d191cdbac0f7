package io.changeover.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.ConnectCheckView;
import io.changeover.application.ConnectCheck;
import io.changeover.application.TryPlan;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.PlanStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has the server connect to what a plan names. It uses the secrets that the plan refers to, so only who may apply may ask. */
@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "plans")
final class ConnectController {
    private final TryPlan tryPlan;
    private final PlanStore store;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    ConnectController(TryPlan tryPlan, PlanStore store, SignedIn signedIn, ObjectMapper json) {
        this.tryPlan = tryPlan;
        this.store = store;
        this.signedIn = signedIn;
        this.json = json;
    }

    @PostMapping(path = "/check", params = "connect=true")
    @Operation(summary = "Asks everything that a plan file names whether it is reached and ready; changes nothing")
    @Nullable
    ResponseEntity<ConnectCheckView> file(
            @RequestBody String yaml,
            @RequestHeader(name = "Accept", defaultValue = "") String accept,
            HttpServletResponse response)
            throws IOException {
        return answer(progress -> tryPlan.file(yaml, signedIn.caller(), progress), accept, response);
    }

    @PostMapping(path = "/{plan}/check", params = "connect=true")
    @Operation(summary = "Asks everything that the plan's newest version names whether it is reached and ready")
    @Nullable
    ResponseEntity<ConnectCheckView> stored(
            @PathVariable String plan,
            @RequestHeader(name = "Accept", defaultValue = "") String accept,
            HttpServletResponse response)
            throws IOException {
        PlanStatus status = Texts.planId(plan)
                .flatMap(store::find)
                .orElseThrow(() -> new NotFoundException("there is no plan '" + plan + "'"));
        return answer(progress -> tryPlan.inForce(status, signedIn.caller(), progress), accept, response);
    }

    private @Nullable ResponseEntity<ConnectCheckView> answer(
            Function<ConnectCheck.Progress, TryPlan.Tried> trial, String accept, HttpServletResponse response)
            throws IOException {
        if (!accept.contains(MediaType.APPLICATION_NDJSON_VALUE)) {
            return ResponseEntity.ok(view(trial.apply(ConnectCheck.Progress.NONE)));
        }
        ConnectLines lines = new ConnectLines(response, json);
        lines.done(view(trial.apply(lines)));
        return null;
    }

    private static ConnectCheckView view(TryPlan.Tried tried) {
        var findings = tried.answers().stream().map(Views::finding).toList();
        boolean ready = findings.stream().allMatch(finding -> Boolean.TRUE.equals(finding.ok()));
        return new ConnectCheckView(ready, tried.plan().value(), tried.active().value(), findings);
    }
}
