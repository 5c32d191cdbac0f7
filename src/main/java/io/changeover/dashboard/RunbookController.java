package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.ChangeRunbooks;
import io.changeover.application.RefusedException;
import io.changeover.application.RunbookVersion;
import io.changeover.application.port.RunbookShelf;
import io.changeover.application.port.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** The pages with all runbooks and with one, and what the editor on it asks for. */
@Controller("runbookPages")
final class RunbookController {
    private final RunbookShelf shelf;
    private final ChangeRunbooks change;
    private final ShippedTemplates templates;
    private final SignedIn signedIn;

    RunbookController(RunbookShelf shelf, ChangeRunbooks change, ShippedTemplates templates, SignedIn signedIn) {
        this.shelf = shelf;
        this.change = change;
        this.templates = templates;
        this.signedIn = signedIn;
    }

    /**
     * What the editor sends: one diagram, laid over all that is deployed. What is missing is empty.
     *
     * @param base the newest version of the page's runbook when the page was loaded; 0 if that is not known
     */
    record Draft(String file, String text, String runbook, String reason, int base) {
        Draft {
            file = Objects.requireNonNullElse(file, "");
            text = Objects.requireNonNullElse(text, "");
            runbook = Objects.requireNonNullElse(runbook, "");
            reason = Objects.requireNonNullElse(reason, "");
        }

        Map<String, String> files() {
            return Map.of(file, text);
        }

        Map<String, Integer> bases() {
            return base > 0 ? Map.of(runbook, base) : Map.of();
        }
    }

    /** What it gets: why it was refused, or else what it asked for. */
    record Refusal(List<String> refusals) {}

    @GetMapping("/runbooks")
    String all(Model model) {
        List<RunbookVersion> newest = shelf.newest();
        model.addAttribute(
                "runbooks",
                newest.stream().filter(one -> one.runType().isPresent()).toList());
        model.addAttribute(
                "blocks", newest.stream().filter(one -> one.runType().isEmpty()).toList());
        return "runbooks";
    }

    @GetMapping("/runbooks/{id}")
    String one(@PathVariable String id, @RequestParam(defaultValue = "0") int version, Model model) {
        List<RunbookVersion> versions = shelf.versions(id);
        RunbookVersion shown = versions.stream()
                .filter(one -> version == 0 || one.version() == version)
                .findFirst()
                .orElseThrow(() -> missing(id));
        Caller caller = signedIn.caller();
        model.addAttribute("shown", shown);
        model.addAttribute("versions", versions);
        model.addAttribute("file", (shown.runType().isEmpty() ? "blocks/" : "") + id + ".bpmn");
        model.addAttribute("mayCheck", caller.mayActAs(Caller.OPERATORS));
        model.addAttribute("mayDeploy", caller.mayActAs(Caller.ADMINS));
        return "runbook";
    }

    @GetMapping(path = "/runbooks/{id}/{version}.bpmn", produces = MediaType.APPLICATION_XML_VALUE)
    @ResponseBody
    String diagram(@PathVariable String id, @PathVariable int version) {
        return shelf.diagram(id, version).orElseThrow(() -> missing(id));
    }

    @GetMapping(path = "/runbooks/templates.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String templates() {
        return templates.all();
    }

    @PostMapping("/runbooks/lint")
    ResponseEntity<Object> lint(@RequestBody Draft draft) {
        return answer(() -> change.lint(signedIn.caller(), draft.files()));
    }

    @PostMapping("/runbooks/test")
    ResponseEntity<Object> test(@RequestBody Draft draft) {
        return answer(() -> change.test(signedIn.caller(), draft.files(), draft.runbook(), Map.of()));
    }

    @PostMapping("/runbooks/deploy")
    ResponseEntity<Object> deploy(@RequestBody Draft draft) {
        return answer(() -> change.deploy(signedIn.caller(), draft.files(), draft.reason(), draft.bases()));
    }

    private static ResponseEntity<Object> answer(Supplier<Object> work) {
        try {
            return ResponseEntity.ok(work.get());
        } catch (RefusedException refused) {
            return refused(Answers.refusals(refused));
        } catch (IllegalArgumentException unusable) {
            return refused(List.of(String.valueOf(unusable.getMessage())));
        }
    }

    private static ResponseEntity<Object> refused(List<String> sentences) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(new Refusal(sentences));
    }

    private static ResponseStatusException missing(String id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no runbook '%s'".formatted(id));
    }
}
