package io.changeover.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Has a person type the name of the plan before something that cannot simply be taken back. */
final class Confirmation {
    @Option(names = "--yes", description = "Do not ask. Nothing else is skipped.")
    private boolean yes;

    /** Whether nobody is asked. */
    boolean given() {
        return yes;
    }

    /**
     * Asks, unless the command line says not to.
     *
     * @param what what is about to be done, in one line
     * @param otherwise what is said where the answer is another one: nothing was sent then
     */
    void ask(RootCommand root, String plan, String what, String otherwise) {
        if (yes) {
            return;
        }
        root.printer().aside(what);
        askFor(root, plan, otherwise);
    }

    /** Asks after the person was shown what is about to be done. */
    void askFor(RootCommand root, String plan, String otherwise) {
        if (yes) {
            return;
        }
        root.printer().aside("Type the plan's name to go on: ");
        @Nullable String typed = typed(root);
        if (typed == null || !typed.equals(plan)) {
            String found = typed == null ? "nothing" : "'" + typed + "'";
            throw Failure.usage(
                    "%s: the answer was %s, not '%s' (--yes does not ask)".formatted(otherwise, found, plan));
        }
    }

    /** The plan that a run is of, by the run's name. */
    static String planOf(String run) {
        int end = run.lastIndexOf('-');
        return end < 1 ? run : run.substring(0, end);
    }

    private static @Nullable String typed(RootCommand root) {
        try {
            String line = root.around().in().readLine();
            return line == null ? null : line.strip();
        } catch (IOException e) {
            return null;
        }
    }
}
