package io.changeover.cli;

import io.changeover.api.model.DecideRequest;
import io.changeover.api.model.DecisionView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers the questions of runs: finds the one that is meant, and asks back before an answer that sets things in motion. */
final class Answer {
    private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}-[0-9]{1,9}");
    /** Answers that move nothing, or only do again what was allowed before. */
    private static final Set<String> QUIET = Set.of("decline", "stop", "wait", "look", "retry", "end", "close", "done");

    private final RootCommand root;

    Answer(RootCommand root) {
        this.root = root;
    }

    /**
     * Gives an answer.
     *
     * @param which the question's task, or a run that asks one question only
     */
    int give(String which, String choice, String reason, Confirmation confirmation) {
        boolean byRun = RUN.matcher(which).matches();
        Optional<DecisionView> question = Optional.empty();
        if (byRun) {
            question = Optional.of(only(which, choice));
        } else if (!QUIET.contains(choice) && !confirmation.given()) {
            question = DecisionsCommand.open(root, null).stream()
                    .filter(one -> one.task().equals(which))
                    .findFirst();
        }
        if (!QUIET.contains(choice)) {
            question.ifPresent(one -> confirm(one, choice, confirmation));
        }
        String task = question.map(DecisionView::task).orElse(which);
        DecisionView decision = root.api()
                .post("/decisions/" + Api.encode(task), new DecideRequest(choice, reason), DecisionView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(decision);
        } else {
            root.printer().line("%s: answered '%s'".formatted(decision.run(), choice));
        }
        return Exit.DONE;
    }

    private void confirm(DecisionView question, String choice, Confirmation confirmation) {
        if (!confirmation.given()) {
            root.printer().aside("%s  %s".formatted(question.run(), Timeline.plain(question.question())));
            question.evidence().forEach(line -> root.printer().aside("    " + Timeline.plain(line)));
            root.printer().aside("Your answer is '%s'.".formatted(choice));
        }
        confirmation.askFor(root, Confirmation.planOf(question.run()), "not answered");
    }

    private DecisionView only(String run, String choice) {
        List<DecisionView> open = DecisionsCommand.open(root, run);
        if (open.isEmpty()) {
            throw Failure.failed("run %s waits for no answer".formatted(run));
        }
        if (open.size() > 1) {
            StringBuilder tasks = new StringBuilder();
            open.forEach(decision ->
                    tasks.append("\n  ").append(decision.task()).append("  ").append(decision.question()));
            throw Failure.usage("run %s waits for %d answers; name the task:%s".formatted(run, open.size(), tasks));
        }
        DecisionView only = open.get(0);
        if (!only.choices().contains(choice)) {
            throw Failure.usage("'%s' is no answer to \"%s\"; allowed: %s"
                    .formatted(choice, only.question(), String.join(", ", only.choices())));
        }
        return only;
    }
}
