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
            open.forEach(decision -> lines(decision).forEach(root.printer()::line));
        }
        return Exit.DONE;
    }

    static List<DecisionView> open(RootCommand root, @Nullable String run) {
        String query = run == null ? "" : "?run=" + Api.encode(run);
        return root.api().list("/decisions" + query, DecisionView.class);
    }

    /** A question as a person reads it, with the command that answers it. */
    static List<String> lines(DecisionView decision) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s: %s".formatted(decision.run(), decision.kind(), Timeline.plain(decision.question())));
        decision.evidence().forEach(line -> lines.add("    " + Timeline.plain(line)));
        lines.add("    for group %s; answers: %s".formatted(decision.group(), String.join(", ", decision.choices())));
        lines.add("    changeover run decide %s --choice CHOICE --reason TEXT".formatted(decision.task()));
        return lines;
    }
}
