package io.changeover.cli;

import io.changeover.api.model.DecisionView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The questions that wait for a person. */
@Command(
        name = "decisions",
        description = {
            "Shows the questions that wait for a person, with what is known.",
            "Answer with 'changeover run decide'."
        })
final class DecisionsCommand implements Callable<Integer> {
    private final RootCommand root;

    @Option(names = "--run", paramLabel = "RUN", description = "Only those of this run.")
    private @Nullable String run;

    DecisionsCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        List<DecisionView> open = open(root, run);
        if (root.printer().forPrograms()) {
            root.printer().json(open);
        } else if (open.isEmpty()) {
            root.printer().line("nothing waits for a person");
        } else {
            lines(open).forEach(root.printer()::line);
        }
        return Exit.DONE;
    }

    static List<DecisionView> open(RootCommand root, @Nullable String run) {
        String query = run == null ? "" : "?run=" + Api.encode(run);
        return root.api().list("/decisions" + query, DecisionView.class);
    }

    /** Questions as a person reads them, each with the command that answers it. */
    static List<String> lines(List<DecisionView> open) {
        return open.stream().flatMap(decision -> lines(decision, open).stream()).toList();
    }

    /** One of the open questions; a run that has no other is named instead of the task, which is shorter to type. */
    static List<String> lines(DecisionView decision, List<DecisionView> open) {
        long ofRun = open.stream()
                .filter(other -> other.run().equals(decision.run()))
                .count();
        String which = ofRun == 1 ? decision.run() : decision.task();
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s: %s".formatted(decision.run(), decision.kind(), Timeline.plain(decision.question())));
        decision.evidence().forEach(line -> lines.add("    " + Timeline.plain(line)));
        lines.add("    for group %s; answers: %s".formatted(decision.group(), String.join(", ", decision.choices())));
        lines.add("    changeover run decide %s --choice CHOICE --reason TEXT".formatted(which));
        return lines;
    }
}
