package io.changeover.api;

import io.changeover.api.model.HoldRequest;
import io.changeover.api.model.HoldView;
import io.changeover.api.model.ReasonRequest;
import io.changeover.application.Holds;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.Hold;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/freeze")
@Tag(name = "freeze", description = "While it holds, no run of any plan may start")
final class FreezeController {
    private final Holds holds;
    private final SignedIn signedIn;

    FreezeController(Holds holds, SignedIn signedIn) {
        this.holds = holds;
        this.signedIn = signedIn;
    }

    @GetMapping
    @Operation(summary = "Who has frozen what is started, and why; newest first, the first may still hold")
    List<HoldView> list() {
        return holds.history(Optional.empty()).stream().map(WatchViews::hold).toList();
    }

    @PostMapping
    @Operation(summary = "No run of any plan may start from now on; for administrators")
    List<HoldView> begin(@RequestBody HoldRequest request) {
        holds.begin(
                Hold.Kind.FREEZE,
                Optional.empty(),
                signedIn.caller().user(),
                Texts.orEmpty(request.reason()),
                Optional.ofNullable(request.until()));
        return list();
    }

    @PostMapping("/end")
    @Operation(summary = "Runs may start again; for administrators")
    List<HoldView> end(@RequestBody ReasonRequest request) {
        holds.end(Hold.Kind.FREEZE, Optional.empty(), signedIn.caller().user(), Texts.orEmpty(request.reason()));
        return list();
    }
}
