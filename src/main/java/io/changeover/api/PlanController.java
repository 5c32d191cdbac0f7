package io.changeover.api;

import io.changeover.api.model.AcknowledgeRequest;
import io.changeover.api.model.GroupView;
import io.changeover.api.model.PlanCheckView;
import io.changeover.api.model.PlanDetail;
import io.changeover.api.model.PlanVersionView;
import io.changeover.api.model.PlanView;
import io.changeover.application.ApplyPlan;
import io.changeover.application.Drills;
import io.changeover.application.Plans;
import io.changeover.application.RefusedException;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "plans", description = "What is protected, and how it stands")
final class PlanController {
    private static final Logger LOG = LoggerFactory.getLogger(PlanController.class);

    private final ApplyPlan applyPlan;
    private final PlanStore store;
    private final Plans plans;
    private final Drills drills;
    private final SignedIn signedIn;

    PlanController(ApplyPlan applyPlan, PlanStore store, Plans plans, Drills drills, SignedIn signedIn) {
        this.applyPlan = applyPlan;
        this.store = store;
        this.plans = plans;
        this.drills = drills;
        this.signedIn = signedIn;
    }

    @GetMapping
    @Operation(summary = "All plans")
    List<PlanView> list() {
        return store.all().stream().map(this::view).toList();
    }

    @GetMapping("/{plan}")
    @Operation(summary = "One plan with its file and versions")
    PlanDetail show(@PathVariable String plan) {
        PlanStatus status = find(plan);
        ProtectionPlan parsed = plans.version(status.id(), status.version());
        return new PlanDetail(
                view(status),
                store.version(status.id(), status.version()).orElseThrow().yaml(),
                store.versions(status.id()).stream()
                        .map(one -> new PlanVersionView(one.version(), one.appliedBy(), one.appliedAt()))
                        .toList(),
                parsed.groups().stream()
                        .map(group -> new GroupView(
                                group.name(),
                                group.instances().stream().map(Instance::name).toList()))
                        .toList(),
                parsed.datasets().stream().map(Dataset::name).toList(),
                parsed.routes().stream().map(Route::name).toList());
    }

    @PostMapping("/check")
    @Operation(summary = "Reads a plan file without keeping it; every mistake is reported at once")
    PlanCheckView check(@RequestBody String yaml) {
        ProtectionPlan plan = applyPlan.check(yaml);
        long instances = plan.groups().stream()
                .mapToLong(group -> group.instances().size())
                .sum();
        return new PlanCheckView(
                true,
                plan.id().value(),
                "%d groups with %d instances, %d datasets, %d routes at %s"
                        .formatted(
                                plan.groups().size(),
                                instances,
                                plan.datasets().size(),
                                plan.routes().size(),
                                plan.sites().keySet()));
    }

    @PutMapping("/{plan}")
    @Operation(summary = "Keeps a plan file as the plan's next version")
    ResponseEntity<PlanView> apply(@PathVariable String plan, @RequestBody String yaml) {
        PlanStatus status =
                applyPlan.apply(planId(plan), yaml, signedIn.caller().user());
        HttpStatus code = status.version() == 1 ? HttpStatus.CREATED : HttpStatus.OK;
        return ResponseEntity.status(code).body(view(status));
    }

    @PostMapping("/{plan}/acknowledge")
    @Operation(summary = "A person has looked and says where the service runs")
    PlanView acknowledge(@PathVariable String plan, @RequestBody AcknowledgeRequest request) {
        String site = Texts.orEmpty(request.activeSite());
        String reason = Texts.orEmpty(request.reason());
        PlanStatus status = applyPlan.acknowledge(planId(plan), site, reason);
        LOG.info(
                "plan={} acknowledged activeSite={} user={} reason={}",
                status.id(),
                status.activeSite(),
                signedIn.caller().user(),
                reason.replaceAll("\\p{Cntrl}+", " "));
        return view(status);
    }

    private PlanStatus find(String plan) {
        return store.find(planId(plan)).orElseThrow(() -> new NotFoundException("there is no plan '" + plan + "'"));
    }

    private static PlanId planId(String plan) {
        try {
            return new PlanId(plan);
        } catch (IllegalArgumentException e) {
            throw RefusedException.because("PLAN_NAME_WRONG", String.valueOf(e.getMessage()));
        }
    }

    private PlanView view(PlanStatus status) {
        return Views.plan(
                status,
                plans.version(status.id(), status.version()),
                store.version(status.id(), status.version()).orElseThrow(),
                drills.of(status));
    }
}
