package io.changeover.api;

import io.changeover.api.model.AlarmView;
import io.changeover.api.model.HoldRequest;
import io.changeover.api.model.HoldView;
import io.changeover.api.model.LagView;
import io.changeover.api.model.ReasonRequest;
import io.changeover.api.model.WatchView;
import io.changeover.application.Holds;
import io.changeover.application.PlanWatch;
import io.changeover.application.RefusedException;
import io.changeover.application.port.SignedIn;
import io.changeover.connector.spi.Durations;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/plans/{plan}")
@Tag(name = "watch", description = "What is seen of plans while nothing moves")
final class WatchController {
    private static final int MOST_POINTS = 2_000;

    private final PlanWatch watch;
    private final Holds holds;
    private final SignedIn signedIn;

    WatchController(PlanWatch watch, Holds holds, SignedIn signedIn) {
        this.watch = watch;
        this.holds = holds;
        this.signedIn = signedIn;
    }

    @GetMapping("/watch")
    @Operation(summary = "The plan as it was seen last: lags, roles, what is reached, open alarms")
    WatchView now(@PathVariable String plan) {
        return WatchViews.of(seen(plan));
    }

    @GetMapping("/lag")
    @Operation(summary = "The lags of the plan's datasets over time, oldest first")
    List<LagView> lag(
            @PathVariable String plan,
            @RequestParam(required = false) @Nullable String dataset,
            @RequestParam(defaultValue = "1h") String since,
            @RequestParam(defaultValue = "500") int points) {
        PlanWatch.Seen seen = seen(plan);
        int most = Math.max(1, Math.min(points, MOST_POINTS));
        return watch.series(seen.status().id(), Optional.ofNullable(dataset), span(since), most).stream()
                .map(sample -> WatchViews.sample(sample, seen.plan()))
                .toList();
    }

    @GetMapping("/alarms")
    @Operation(summary = "The plan's alarms, newest first; those that are over as long as the plan keeps them")
    List<AlarmView> alarms(@PathVariable String plan) {
        return watch.alarms(seen(plan).status().id()).stream()
                .map(WatchViews::alarm)
                .toList();
    }

    @GetMapping("/holds")
    @Operation(summary = "Who has held back what of the plan, and why; newest first")
    List<HoldView> holds(@PathVariable String plan) {
        return holds.history(Optional.of(seen(plan).status().id())).stream()
                .map(WatchViews::hold)
                .toList();
    }

    @PostMapping("/maintenance")
    @Operation(summary = "People work on the plan: no alarms and no triggers until that ends")
    WatchView begin(@PathVariable String plan, @RequestBody HoldRequest request) {
        PlanId id = seen(plan).status().id();
        holds.begin(
                Hold.Kind.MAINTENANCE,
                Optional.of(id),
                signedIn.caller().user(),
                Texts.orEmpty(request.reason()),
                Optional.ofNullable(request.until()));
        return now(plan);
    }

    @PostMapping("/maintenance/end")
    @Operation(summary = "Ends the maintenance of the plan")
    WatchView end(@PathVariable String plan, @RequestBody ReasonRequest request) {
        return end(plan, Hold.Kind.MAINTENANCE, request);
    }

    @PostMapping("/trigger/acknowledge")
    @Operation(summary = "A person has looked after a triggered failover: the trigger may act again")
    WatchView acknowledge(@PathVariable String plan, @RequestBody ReasonRequest request) {
        return end(plan, Hold.Kind.COOL_DOWN, request);
    }

    private WatchView end(String plan, Hold.Kind kind, ReasonRequest request) {
        PlanId id = seen(plan).status().id();
        holds.end(kind, Optional.of(id), signedIn.caller().user(), Texts.orEmpty(request.reason()));
        return now(plan);
    }

    private PlanWatch.Seen seen(String plan) {
        try {
            return watch.seen(new PlanId(plan))
                    .orElseThrow(() -> new NotFoundException("there is no plan '" + plan + "'"));
        } catch (IllegalArgumentException e) {
            throw new NotFoundException("there is no plan '" + plan + "'");
        }
    }

    private static Duration span(String since) {
        try {
            return Durations.parse(since);
        } catch (IllegalArgumentException e) {
            throw RefusedException.because("SINCE_WRONG", String.valueOf(e.getMessage()));
        }
    }
}
