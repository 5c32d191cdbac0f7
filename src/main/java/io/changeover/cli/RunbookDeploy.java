package io.changeover.cli;

import io.changeover.api.model.RunbookFilesRequest;
import io.changeover.api.model.RunbookView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives runbooks to the server. */
@Command(
        name = "deploy",
        description = {
            "Gives the diagrams and forms of a folder to the server, as the next version of everything that it has. New",
            "runs take them at once; runs under way keep the version they began with. Refused, with everything that is",
            "wrong, if the lint has something to say. Needs an administrator."
        },
        footer = {"", "Example:", "  changeover runbook deploy my-runbooks --reason \"CHG-31: stop the mail gateway\""})
final class RunbookDeploy implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "FOLDER", description = "The folder with diagrams and forms.")
    private Path folder = Path.of("processes");

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; it is kept with the version.")
    private String reason = "";

    RunbookDeploy(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        RunbookFilesRequest request = new RunbookFilesRequest(RunbookFolder.read(folder), reason, null);
        List<RunbookView> deployed = Arrays.asList(root.api().post("/runbooks", request, RunbookView[].class));
        if (root.printer().forPrograms()) {
            root.printer().json(deployed);
        } else {
            String runbooks = deployed.stream()
                    .filter(one -> one.runType() != null)
                    .map(one -> "%s %d".formatted(one.id(), one.version()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            root.printer().line("deployed: " + runbooks);
            root.printer().line("runs under way keep their versions");
        }
        return Exit.DONE;
    }
}
