package io.changeover.api;

import io.changeover.application.port.SignedIn;
import io.changeover.report.ReportArchive;
import io.changeover.report.paper.Form;
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

    @GetMapping("/runs/{id}/report")
    ResponseEntity<byte[]> run(@PathVariable String id) {
        return ReportAnswers.answer(archive.run(id, Form.HTML), "run", id);
    }

    @GetMapping("/runs/{id}/report.{ending:[a-z]+}")
    ResponseEntity<byte[]> run(@PathVariable String id, @PathVariable String ending) {
        return ReportAnswers.answer(archive.run(id, ReportAnswers.ending(ending)), "run", id);
    }

    @GetMapping("/runs/{id}/incident")
    ResponseEntity<byte[]> incident(@PathVariable String id) {
        return ReportAnswers.answer(archive.incident(signedIn.caller(), id, Form.HTML), "run", id);
    }

    @GetMapping("/runs/{id}/incident.{ending:[a-z]+}")
    ResponseEntity<byte[]> incident(@PathVariable String id, @PathVariable String ending) {
        Form form = ReportAnswers.ending(ending);
        return ReportAnswers.answer(archive.incident(signedIn.caller(), id, form), "run", id);
    }

    @GetMapping("/runs/{id}/drill-evidence")
    ResponseEntity<byte[]> drill(@PathVariable String id) {
        return ReportAnswers.answer(archive.drill(id, Form.HTML), "run", id);
    }

    @GetMapping("/runs/{id}/drill-evidence.{ending:[a-z]+}")
    ResponseEntity<byte[]> drill(@PathVariable String id, @PathVariable String ending) {
        return ReportAnswers.answer(archive.drill(id, ReportAnswers.ending(ending)), "run", id);
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
