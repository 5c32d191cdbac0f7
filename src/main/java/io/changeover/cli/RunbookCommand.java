package io.changeover.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changeover.api.model.RunbookView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runbooks: the procedures, and how to change them. */
@Command(
        name = "runbook",
        synopsisSubcommandLabel = "COMMAND",
        description = "Show, judge, try out and deploy the procedures.")
final class RunbookCommand {
    private final RootCommand root;

    RunbookCommand(RootCommand root) {
        this.root = root;
    }

    @Command(name = "list", description = "Shows the newest version of every runbook and of the blocks they call.")
    int list() {
        print(root.api().list("/runbooks", RunbookView.class));
        return Exit.DONE;
    }

    @Command(
            name = "show",
            description = {
                "Shows all versions of a runbook or block: who deployed each, when and why, and how many runs are under",
                "way on it."
            })
    int show(
            @Parameters(paramLabel = "RUNBOOK", description = "The runbook's id.") String runbook,
            @Option(names = "--bpmn", description = "Print the diagram's file instead.") boolean bpmn,
            @Option(
                            names = "--number",
                            paramLabel = "N",
                            description = "With --bpmn: this version; the newest otherwise.")
                    @Nullable
                    Integer version) {
        String path = "/runbooks/" + Api.encode(runbook);
        if (bpmn) {
            String which = version == null ? "" : "?version=" + version;
            root.printer()
                    .line(root.api()
                            .text(path + "/diagram" + which, "application/xml, application/problem+json")
                            .stripTrailing());
        } else {
            print(root.api().list(path, RunbookView.class));
        }
        return Exit.DONE;
    }

    @Command(
            name = "export",
            description = {
                "Writes the diagrams and forms that new runs take into a folder, to be changed there. Nothing that is in",
                "the folder is written over."
            })
    int export(@Parameters(paramLabel = "FOLDER", description = "The folder; it is made.") Path folder) {
        Map<String, String> files = new TreeMap<>();
        root.api()
                .get("/runbooks/files", ObjectNode.class)
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        RunbookFolder.write(folder, files);
        if (root.printer().forPrograms()) {
            root.printer().json(files.keySet());
        } else {
            root.printer().line("%d files are in %s".formatted(files.size(), folder));
        }
        return Exit.DONE;
    }

    private void print(List<RunbookView> runbooks) {
        if (root.printer().forPrograms()) {
            root.printer().json(runbooks);
            return;
        }
        List<List<@Nullable String>> rows = runbooks.stream().map(this::row).toList();
        root.printer().table(List.of("RUNBOOK", "KIND", "VERSION", "TAG", "DEPLOYED", "BY", "RUNNING", "REASON"), rows);
    }

    private List<@Nullable String> row(RunbookView one) {
        return Arrays.asList(
                one.id(),
                one.runType() == null ? "block" : one.runType(),
                String.valueOf(one.version()),
                one.tag(),
                root.times().day(one.deployedAt()),
                one.deployedBy() == null ? "the server" : one.deployedBy(),
                String.valueOf(one.running()),
                one.reason());
    }
}
