package io.changeover.cli;

import io.changeover.api.model.OperationView;
import io.changeover.api.model.RunDetail;
import io.changeover.api.model.RunView;
import io.changeover.api.model.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One picture of a run that fits a terminal: a line per step with a bar for its time, and below an open step what is under
 * way or failed.
 */
final class Frame {
    private static final int WIDEST = 79; // a wrapped line would spoil the redrawing
    private static final int HIGHEST = 22; // what has scrolled away cannot be redrawn
    private static final int MOST_STEPS = 14;
    private static final int BAR = 20;
    private static final int MOST_OPERATIONS = 5;
    private static final Set<String> NOTEWORTHY = Set.of("RUNNING", "FAILED");

    private Frame() {}

    /** @param now the moment to which what is under way has lasted */
    static List<String> of(RunDetail detail, Instant now) {
        RunView run = detail.run();
        Instant end = run.endedAt() == null ? now : run.endedAt();
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s%s  %s -> %s  %s  %s"
                .formatted(
                        run.id(),
                        run.runbook(),
                        run.dryRun() ? " (dry run)" : "",
                        run.source(),
                        run.target(),
                        run.state(),
                        Times.between(run.startedAt(), end)));
        List<StepView> steps = detail.steps();
        int hidden = Math.max(0, steps.size() - MOST_STEPS);
        if (hidden > 0) {
            lines.add("  … %d earlier steps".formatted(hidden));
        }
        steps.subList(hidden, steps.size()).forEach(step -> step(step, run.startedAt(), end, lines));
        lines.addAll(DecisionsCommand.lines(run.waitingFor()));
        int surplus = Math.max(0, lines.size() - HIGHEST);
        lines.subList(1, 1 + surplus).clear();
        return lines.stream().map(Frame::fit).toList();
    }

    private static void step(StepView step, Instant from, Instant to, List<String> lines) {
        List<OperationView> operations = step.operations();
        long ended = operations.stream()
                .filter(operation -> operation.endedAt() != null)
                .count();
        boolean open = step.endedAt() == null;
        String took =
                open ? "%d of %d".formatted(ended, operations.size()) : Times.between(step.startedAt(), step.endedAt());
        String words = "  %-9s %s  %s".formatted(step.state(), Timeline.name(step), took);
        lines.add(words.length() + 2 + BAR > WIDEST ? words : beside(words, bar(step, from, to)));
        if (open) {
            operations.stream()
                    .filter(operation -> NOTEWORTHY.contains(operation.state()))
                    .limit(MOST_OPERATIONS)
                    .forEach(operation -> operation(operation, lines));
        }
    }

    private static void operation(OperationView operation, List<String> lines) {
        lines.add("              " + Timeline.sentence(operation));
        if (operation.state().equals("RUNNING")) {
            Timeline.output(operation)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((earlier, later) -> later)
                    .ifPresent(line -> lines.add("              | " + Timeline.plain(line)));
        }
    }

    private static String beside(String words, String bar) {
        return (words + " ".repeat(WIDEST - BAR - words.length()) + bar).stripTrailing();
    }

    /** Where in the time of the run a step lies. */
    private static String bar(StepView step, Instant from, Instant to) {
        long whole = Duration.between(from, to).toMillis();
        if (step.startedAt() == null || whole <= 0) {
            return "";
        }
        int begin = column(step.startedAt(), from, whole, BAR - 1);
        int end = column(step.endedAt() == null ? to : step.endedAt(), from, whole, BAR);
        return " ".repeat(begin) + "━".repeat(Math.max(1, end - begin));
    }

    private static int column(Instant moment, Instant from, long whole, int most) {
        return (int) Math.max(0, Math.min(most, Duration.between(from, moment).toMillis() * BAR / whole));
    }

    /** What a terminal can show in one line. */
    static String fit(String line) {
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
