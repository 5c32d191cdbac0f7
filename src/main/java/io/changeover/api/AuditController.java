package io.changeover.api;

import io.changeover.api.model.ActionView;
import io.changeover.application.AuditQuestion;
import io.changeover.application.Trail;
import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import io.changeover.report.AuditCsv;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit", description = "Who did what, when, from where and why")
final class AuditController {
    private static final String CSV = "text/csv;charset=UTF-8";
    private static final int SHOWN = 200;

    private final Trail trail;

    AuditController(Trail trail) {
        this.trail = trail;
    }

    @GetMapping
    @Operation(summary = "What was done and what was refused, newest first; with Accept: text/csv as a table")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = "application/json",
                        array = @ArraySchema(schema = @Schema(implementation = ActionView.class))),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @Nullable
    ResponseEntity<Object> list(
            @ParameterObject AuditQuestion question,
            @RequestParam(required = false) Optional<Integer> limit,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept,
            HttpServletResponse response)
            throws IOException {
        ActionFilter filter = question.filter();
        if (accept.contains("text/csv")) {
            response.setContentType(CSV);
            AuditCsv.write(trail, filter, limit.orElse(Integer.MAX_VALUE), response.getOutputStream());
            return null;
        }
        List<ActionView> actions = trail.find(filter, limit.orElse(SHOWN)).stream()
                .map(AuditController::view)
                .toList();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(actions);
    }

    private static ActionView view(Action one) {
        return new ActionView(
                one.id(),
                one.at(),
                one.actor(),
                one.origin().door().name(),
                one.origin().address(),
                one.what(),
                one.refused(),
                one.plan().map(PlanId::value).orElse(null),
                one.run().map(RunId::value).orElse(null),
                one.detail());
    }
}
