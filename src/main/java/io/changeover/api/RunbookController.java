package io.changeover.api;

import io.changeover.api.model.RunbookFilesRequest;
import io.changeover.api.model.RunbookFindingView;
import io.changeover.api.model.RunbookTestRequest;
import io.changeover.api.model.RunbookTestView;
import io.changeover.api.model.RunbookView;
import io.changeover.application.ChangeRunbooks;
import io.changeover.application.port.RunbookShelf;
import io.changeover.application.port.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runbooks")
@Tag(name = "runbooks", description = "The procedures, and how to change them")
final class RunbookController {
    private final RunbookShelf shelf;
    private final ChangeRunbooks change;
    private final SignedIn signedIn;

    RunbookController(RunbookShelf shelf, ChangeRunbooks change, SignedIn signedIn) {
        this.shelf = shelf;
        this.change = change;
        this.signedIn = signedIn;
    }

    @GetMapping
    @Operation(summary = "The newest version of every runbook and block")
    List<RunbookView> list() {
        return shelf.newest().stream().map(RunbookViews::version).toList();
    }

    @GetMapping("/files")
    @Operation(summary = "The diagrams and forms that new runs take, as the files of one folder")
    Map<String, String> files() {
        return shelf.files();
    }

    @GetMapping("/{runbook}")
    @Operation(summary = "All versions of one runbook or block, newest first")
    List<RunbookView> versions(@PathVariable String runbook) {
        List<RunbookView> versions =
                shelf.versions(runbook).stream().map(RunbookViews::version).toList();
        if (versions.isEmpty()) {
            throw new NotFoundException("there is no runbook '%s'".formatted(runbook));
        }
        return versions;
    }

    @GetMapping(path = "/{runbook}/diagram", produces = MediaType.APPLICATION_XML_VALUE)
    @Operation(summary = "The BPMN file of a version; of the newest where none is named")
    String diagram(@PathVariable String runbook, @RequestParam Optional<Integer> version) {
        int wanted = version.orElseGet(() -> versions(runbook).get(0).version());
        return shelf.diagram(runbook, wanted)
                .orElseThrow(() ->
                        new NotFoundException("there is no version %d of runbook '%s'".formatted(wanted, runbook)));
    }

    @PostMapping("/lint")
    @Operation(summary = "Judges files, laid over those that are deployed, and keeps nothing")
    List<RunbookFindingView> lint(@RequestBody RunbookFilesRequest request) {
        return RunbookViews.findings(change.lint(signedIn.caller(), orNone(request.files())));
    }

    @PostMapping("/test")
    @Operation(summary = "Takes every path through a runbook on an engine of its own; touches no site, keeps nothing")
    RunbookTestView test(@RequestBody RunbookTestRequest request) {
        String runbook = Texts.orEmpty(request.runbook());
        Map<String, String> files = request.files() == null ? shelf.files() : request.files();
        return RunbookViews.report(
                change.test(signedIn.caller(), files, runbook, request.choose() == null ? Map.of() : request.choose()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Deploys files together with the others; runs under way keep their versions")
    List<RunbookView> deploy(@RequestBody RunbookFilesRequest request) {
        String reason = Texts.orEmpty(request.reason());
        Map<String, Integer> base = request.base() == null ? Map.of() : request.base();
        return change.deploy(signedIn.caller(), orNone(request.files()), reason, base).stream()
                .map(RunbookViews::version)
                .toList();
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> files) {
        return files == null ? Map.of() : files;
    }
}
