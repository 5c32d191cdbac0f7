package io.changeover.api;

import io.changeover.report.ReportArchive;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "runs")
final class ReportController {
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final ReportArchive archive;

    ReportController(ReportArchive archive) {
        this.archive = archive;
    }

    @GetMapping(path = "/api/v1/runs/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The run's report, as JSON or (Accept: text/html) as a self-contained page")
    ResponseEntity<String> json(@PathVariable String id) {
        return answer(id, MediaType.APPLICATION_JSON, archive.json(id));
    }

    @GetMapping(path = "/api/v1/runs/{id}/report", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> html(@PathVariable String id) {
        return answer(id, PAGE, archive.html(id));
    }

    /** For people who come from the page of a run. */
    @GetMapping(path = "/runs/{id}/report", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(hidden = true)
    ResponseEntity<String> page(@PathVariable String id) {
        return html(id);
    }

    /** The same for those who keep the figures: a browser's login opens nothing below the API. */
    @GetMapping(path = "/runs/{id}/report.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(hidden = true)
    ResponseEntity<String> file(@PathVariable String id) {
        return json(id);
    }

    private static ResponseEntity<String> answer(String id, MediaType type, Optional<String> report) {
        return report.map(body -> ResponseEntity.ok().contentType(type).body(body))
                .orElseThrow(() -> new NotFoundException("there is no run '" + id + "'"));
    }
}
