package io.changeover.api;

import io.changeover.application.port.SignedIn;
import io.changeover.report.ReportArchive;
import io.changeover.report.paper.Form;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every report for programs, in the form that they accept. */
@RestController
@Tag(name = "reports")
final class ReportController {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html";
    private static final String PDF = "application/pdf";
    private static final String CSV = "text/csv";

    private final ReportArchive archive;
    private final SignedIn signedIn;

    ReportController(ReportArchive archive, SignedIn signedIn) {
        this.archive = archive;
        this.signedIn = signedIn;
    }

    @GetMapping(
            path = "/api/v1/runs/{id}/report",
            produces = {JSON, HTML, PDF, CSV})
    @Operation(summary = "The run's report, as JSON, page, PDF, or table of operations, by the header Accept")
    ResponseEntity<byte[]> run(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = JSON) String accept) {
        return ReportAnswers.answer(archive.run(id, ReportAnswers.form(accept)), "run", id);
    }

    @GetMapping(
            path = "/api/v1/runs/{id}/incident",
            produces = {JSON, HTML, PDF, CSV})
    @Operation(summary = "The report that the review after an incident begins with; for administrators")
    ResponseEntity<byte[]> incident(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = JSON) String accept) {
        return ReportAnswers.answer(archive.incident(signedIn.caller(), id, ReportAnswers.form(accept)), "run", id);
    }

    @GetMapping(
            path = "/api/v1/runs/{id}/drill-evidence",
            produces = {JSON, HTML, PDF, CSV})
    @Operation(summary = "What a drill proves: copies, checks, that production was only read, that nothing is left")
    ResponseEntity<byte[]> drill(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = JSON) String accept) {
        return ReportAnswers.answer(archive.drill(id, ReportAnswers.form(accept)), "run", id);
    }

    @GetMapping(
            path = "/api/v1/plans/{plan}/definition",
            produces = {JSON, HTML, PDF, CSV})
    @Operation(summary = "What a version of a plan says, in words, and what each version changed")
    ResponseEntity<byte[]> definition(
            @PathVariable String plan,
            @RequestParam Optional<Integer> version,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = JSON) String accept) {
        return ReportAnswers.answer(archive.definition(plan, version, ReportAnswers.form(accept)), "plan", plan);
    }

    @GetMapping(
            path = "/api/v1/compliance",
            produces = {JSON, HTML, PDF, CSV})
    @Operation(summary = "How all plans stood against what they promise, from one day to another, both included")
    ResponseEntity<byte[]> compliance(
            @RequestParam(name = "plan", defaultValue = "") List<String> plans,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) Optional<LocalDate> from,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) Optional<LocalDate> to,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = JSON) String accept) {
        Form form = ReportAnswers.form(accept);
        return ReportAnswers.answer(archive.compliance(plans, from, to, form));
    }
}
