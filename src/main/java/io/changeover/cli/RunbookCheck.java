package io.changeover.cli;

import io.changeover.api.model.RunbookFilesRequest;
import io.changeover.api.model.RunbookFindingView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with runbooks. */
@Command(
        name = "lint",
        description = {
            "Says everything that is wrong with the runbooks in a folder, each with the element it is about.",
            "Needs no server: the same rules are built in, and a deployment is judged by them as well. --online asks the",
            "server, which lays the files over those that it has."
        },
        footer = {"", "Examples:", "  changeover runbook lint", "  changeover runbook lint my-runbooks --output json"})
final class RunbookCheck implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = "processes",
            description = "The folder with diagrams and forms (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("processes");

    @Option(names = "--online", description = "Ask the server.")
    private boolean online;

    RunbookCheck(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Map<String, String> files = RunbookFolder.read(folder);
        List<RunbookFindingView> findings = online
                ? onServer(root, files)
                : root.around().runbooks().map(desk -> desk.lint(files)).orElseGet(() -> onServer(root, files));
        return report(root, folder, findings);
    }

    private static List<RunbookFindingView> onServer(RootCommand root, Map<String, String> files) {
        return Arrays.asList(root.api()
                .ask("/runbooks/lint", new RunbookFilesRequest(files, null, null), RunbookFindingView[].class));
    }

    /** Prints the findings, and says what a command ends with that has these. */
    static int report(RootCommand root, Path folder, List<RunbookFindingView> findings) {
        if (root.printer().forPrograms()) {
            root.printer().json(findings);
        } else if (findings.isEmpty()) {
            root.printer().line("%s: nothing is wrong".formatted(folder));
        } else {
            findings.forEach(one -> root.printer()
                    .line("%s: %s: %s: %s"
                            .formatted(folder.resolve(one.file()), one.element(), one.rule(), one.message())));
            root.printer()
                    .aside("%s: %d %s"
                            .formatted(folder, findings.size(), findings.size() == 1 ? "finding" : "findings"));
        }
        return findings.isEmpty() ? Exit.DONE : Exit.FAILED;
    }
}
