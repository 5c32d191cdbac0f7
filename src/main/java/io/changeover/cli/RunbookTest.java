package io.changeover.cli;

import io.changeover.api.model.RunbookFindingView;
import io.changeover.api.model.RunbookTestRequest;
import io.changeover.api.model.RunbookTestView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries out runbooks. */
@Command(
        name = "test",
        description = {
            "Takes every path through a runbook: each step goes well, fails, is skipped or is aborted at, each question",
            "gets each answer, each timer rings. It runs on a real engine in memory, with steps that touch nothing, and",
            "says for each path where it ends, and which elements and flows no path came to. Needs no server."
        },
        footer = {
            "",
            "Examples:",
            "  changeover runbook test switchover",
            "  changeover runbook test switchover --folder my-runbooks --choose Task_ApproveSwitchover=approve --paths",
            "  changeover runbook test --all-covered"
        })
final class RunbookTest implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(
            paramLabel = "RUNBOOK",
            arity = "0..*",
            description = "The ids of runbooks or blocks; all runbooks without it.")
    private List<String> runbooks = new ArrayList<>();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "processes",
            description = "The folder with diagrams and forms (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("processes");

    @Option(
            names = "--choose",
            paramLabel = "ELEMENT=OUTCOME",
            description = {
                "Only this outcome of this element, by its id; may be repeated. An unknown one is answered with those that",
                "there are. 'start' is the beginning of the run: 'real run', 'dry run'."
            })
    private List<String> choices = new ArrayList<>();

    @Option(names = "--paths", description = "Print every path, not only those that do not come to an end.")
    private boolean paths;

    @Option(names = "--all-covered", description = "Fail also where an element or a flow is on no path.")
    private boolean allCovered;

    @Option(names = "--online", description = "Ask the server, which lays the files over those that it has.")
    private boolean online;

    RunbookTest(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Map<String, String> files = RunbookFolder.read(folder);
        Map<String, Set<String>> chosen = chosen();
        Optional<OfflineRunbooks> desk =
                online ? Optional.empty() : root.around().runbooks();
        if (desk.isEmpty() && runbooks.isEmpty()) {
            throw Failure.usage("with --online, name the runbook");
        }
        List<RunbookFindingView> findings = desk.map(one -> one.lint(files)).orElse(List.of());
        if (!findings.isEmpty()) {
            return RunbookCheck.report(root, folder, findings);
        }
        List<String> wanted =
                runbooks.isEmpty() ? desk.map(one -> one.runbooks(files)).orElse(List.of()) : runbooks;
        List<RunbookTestView> reports = test(desk, files, wanted, chosen);
        TrialText text = new TrialText(root.printer(), paths);
        if (root.printer().forPrograms()) {
            root.printer().json(reports);
        } else {
            reports.forEach(text::print);
        }
        boolean good = reports.stream().allMatch(one -> one.passed() && (!allCovered || one.covered()));
        return good ? Exit.DONE : Exit.FAILED;
    }

    private List<RunbookTestView> test(
            Optional<OfflineRunbooks> desk,
            Map<String, String> files,
            List<String> wanted,
            Map<String, Set<String>> chosen) {
        try {
            return desk.map(one -> one.test(files, wanted, chosen))
                    .orElseGet(() -> wanted.stream()
                            .map(one -> root.api()
                                    .ask(
                                            "/runbooks/test",
                                            new RunbookTestRequest(one, files, chosen),
                                            RunbookTestView.class))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Set<String>> chosen() {
        Map<String, Set<String>> chosen = new TreeMap<>();
        for (String choice : choices) {
            int at = choice.indexOf('=');
            if (at < 1 || at == choice.length() - 1) {
                throw Failure.usage("--choose is ELEMENT=OUTCOME, found '%s'".formatted(choice));
            }
            chosen.computeIfAbsent(choice.substring(0, at), key -> new LinkedHashSet<>())
                    .add(choice.substring(at + 1));
        }
        return chosen;
    }
}
