package io.changeover.cli;

import io.changeover.api.model.PlanView;
import io.changeover.api.model.RunView;
import io.changeover.api.model.RunbookView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/**
 * Prints the names that could follow the words of a command line, one a line; what shells ask for completion. Where the
 * server does not answer there are none but the shipped runbooks.
 */
@Command(name = "names", hidden = true, description = "Prints what could follow these words.")
final class NamesCommand implements Callable<Integer> {
    private static final List<String> SHIPPED = List.of(
            "switchover",
            "failback",
            "failover",
            "reprotect",
            "drill",
            "drill-cleanup",
            "uncertain-restart",
            "resolve-split-brain");

    private final RootCommand root;

    @Parameters(paramLabel = "WORD", arity = "0..*", description = "The words so far, without the one being typed.")
    private List<String> words = new ArrayList<>();

    NamesCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        String first = words.isEmpty() ? "" : words.get(0);
        names(label(ChangeoverCli.commandLine(root.around(), first))).forEach(root.printer()::line);
        return Exit.DONE;
    }

    private Stream<String> names(String label) {
        try {
            return switch (label) {
                case "PLAN" ->
                    root.api().list("/plans", PlanView.class).stream().map(PlanView::name);
                case "RUN", "TASK|RUN" ->
                    root.api().list("/runs", RunView.class).stream().map(RunView::id);
                case "RUNBOOK" -> runbooks();
                default -> Stream.empty();
            };
        } catch (Failure away) {
            return Stream.empty();
        }
    }

    private Stream<String> runbooks() {
        try {
            return root.api().list("/runbooks", RunbookView.class).stream()
                    .filter(one -> one.runType() != null)
                    .map(RunbookView::id);
        } catch (Failure away) {
            return SHIPPED.stream();
        }
    }

    /** What the next word stands for, as the help calls it; empty where that is nothing. */
    private String label(CommandLine line) {
        CommandLine at = line;
        @Nullable OptionSpec waiting = null;
        int given = 0;
        for (String word : words) {
            if (waiting != null) {
                waiting = null;
            } else if (word.startsWith("-")) {
                OptionSpec option = at.getCommandSpec().optionsMap().get(word);
                waiting = option != null && option.arity().max() > 0 ? option : null;
            } else if (at.getSubcommands().containsKey(word)) {
                at = at.getSubcommands().get(word);
            } else {
                given++;
            }
        }
        if (waiting != null) {
            return waiting.paramLabel();
        }
        int next = given;
        return at.getCommandSpec().positionalParameters().stream()
                .filter(one -> one.index().contains(next))
                .map(PositionalParamSpec::paramLabel)
                .findFirst()
                .orElse("");
    }
}
