package io.changeover.api;

import io.changeover.application.port.SignedIn;
import io.changeover.report.ReportArchive;
import io.changeover.report.paper.Form;
import io.changeover.report.paper.Printed;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every report for people, whose browsers' login opens nothing below the API: the form is the ending of the address. */
@RestController
@Hidden
final class ReportPageController {
    private final ReportArchive archive;
    private final SignedIn signedIn;

    ReportPageController(ReportArchive archive, SignedIn signedIn) {
        this.archive = archive;
        this.signedIn = signedIn;
    }

    @GetMapping("/runs/{id}/{kind:report|incident|drill-evidence}")
    ResponseEntity<byte[]> run(@PathVariable String id, @PathVariable String kind) {
        return run(id, kind, Form.HTML);
    }

    @GetMapping("/runs/{id}/{kind:report|incident|drill-evidence}.{ending:[a-z]+}")
    ResponseEntity<byte[]> run(@PathVariable String id, @PathVariable String kind, @PathVariable String ending) {
        return run(id, kind, ReportAnswers.ending(ending));
    }

    private ResponseEntity<byte[]> run(String id, String kind, Form form) {
        Optional<Printed> report = switch (kind) {
            case "incident" -> archive.incident(signedIn.caller(), id, form);
            case "drill-evidence" -> archive.drill(id, form);
            default -> archive.run(id, form);
        };
        return ReportAnswers.answer(report, "run", id);
    }

    @GetMapping("/plans/{plan}/definition")
    ResponseEntity<byte[]> definition(@PathVariable String plan, @RequestParam Optional<Integer> version) {
        return ReportAnswers.answer(archive.definition(plan, version, Form.HTML), "plan", plan);
    }

    @GetMapping("/plans/{plan}/definition.{ending:[a-z]+}")
    ResponseEntity<byte[]> definition(
            @PathVariable String plan, @PathVariable String ending, @RequestParam Optional<Integer> version) {
        return ReportAnswers.answer(archive.definition(plan, version, ReportAnswers.ending(ending)), "plan", plan);
    }

    /** The form stands beside the days, as forms of pages send it. */
    @GetMapping("/compliance")
    ResponseEntity<byte[]> compliance(
            @RequestParam(name = "plan", defaultValue = "") List<String> plans,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) Optional<LocalDate> from,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) Optional<LocalDate> to,
            @RequestParam(defaultValue = "html") String form) {
        return ReportAnswers.answer(archive.compliance(plans, from, to, ReportAnswers.ending(form)));
    }
}
