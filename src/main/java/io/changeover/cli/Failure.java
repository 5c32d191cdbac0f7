package io.changeover.cli;

import io.changeover.api.model.ErrorView;
import io.changeover.api.model.PlanProblemView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code, a sentence, and what the server said, if it said anything. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;
    private final transient @Nullable ErrorView error;

    Failure(int exit, String sentence, @Nullable ErrorView error) {
        super(sentence);
        this.exit = exit;
        this.error = error;
    }

    static Failure failed(String sentence) {
        return new Failure(Exit.FAILED, sentence, null);
    }

    static Failure usage(String sentence) {
        return new Failure(Exit.USAGE, sentence, null);
    }

    static Failure unknown(String sentence) {
        return new Failure(Exit.UNKNOWN, sentence, null);
    }

    /** The same failure with advice for the person. */
    Failure advise(String advice) {
        return new Failure(exit, sentence() + "\n" + advice, error);
    }

    int exit() {
        return exit;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    Optional<ErrorView> error() {
        return Optional.ofNullable(error);
    }

    List<PlanProblemView> problems() {
        return error().map(ErrorView::problems).orElse(List.of());
    }
}
