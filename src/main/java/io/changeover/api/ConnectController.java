package io.changeover.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.ConnectCheckView;
import io.changeover.application.ApplyPlan;
import io.changeover.application.ConnectCheck;
import io.changeover.application.Plans;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.site.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(ConnectController.class);

    private final ApplyPlan applyPlan;
    private final PlanStore store;
    private final Plans plans;
    private final ConnectCheck connectCheck;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    ConnectController(
            ApplyPlan applyPlan,
            PlanStore store,
            Plans plans,
            ConnectCheck connectCheck,
            SignedIn signedIn,
            ObjectMapper json) {
        this.applyPlan = applyPlan;
        this.store = store;
        this.plans = plans;
        this.connectCheck = connectCheck;
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
        ProtectionPlan plan = applyPlan.check(yaml);
        SiteId active = store.find(plan.id())
                .map(PlanStatus::activeSite)
                .filter(plan.sites()::containsKey)
                .orElseGet(plan::preferredSite);
        return check(plan, active, accept, response);
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
        return check(plans.version(status.id(), status.version()), status.activeSite(), accept, response);
    }

    private @Nullable ResponseEntity<ConnectCheckView> check(
            ProtectionPlan plan, SiteId active, String accept, HttpServletResponse response) throws IOException {
        String user = signedIn.caller().user();
        LOG.info(
                "plan={} connect check user={} hosts={}",
                plan.id(),
                user,
                plan.hosts().keySet());
        ConnectLines lines = new ConnectLines(response, json);
        if (!accept.contains(MediaType.APPLICATION_NDJSON_VALUE)) {
            return ResponseEntity.ok(
                    view(plan.id(), active, connectCheck.check(plan, active, user, ConnectLines.NONE)));
        }
        lines.done(view(plan.id(), active, connectCheck.check(plan, active, user, lines)));
        return null;
    }

    private static ConnectCheckView view(PlanId plan, SiteId active, List<OperationRecord> ended) {
        var findings = ended.stream().map(Views::finding).toList();
        boolean ready = findings.stream().allMatch(finding -> Boolean.TRUE.equals(finding.ok()));
        return new ConnectCheckView(ready, plan.value(), active.value(), findings);
    }
}
