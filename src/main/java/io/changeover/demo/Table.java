package io.changeover.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The result: one column for each move. */
final class Table {
    private static final String LABEL = "  %-33s";
    private static final String CELL = "%22s";

    private Table() {}

    /** The lines of the table. */
    static List<String> of(List<Move> moves) {
        List<String> lines = new ArrayList<>();
        lines.add(row("", moves, move -> move.runbook()));
        lines.add(row("", moves, move -> move.from() + " to " + move.to()));
        lines.add("  " + "-".repeat(33 + 22 * moves.size()));
        lines.add(row("outcome", moves, Move::outcome));
        lines.add(row("outage seen by the client", moves, move -> milliseconds(move.outage())));
        lines.add(row("writes acknowledged meanwhile", moves, move -> Long.toString(move.acknowledged())));
        lines.add(row("acknowledged writes lost", moves, move -> Long.toString(move.lost())));
        lines.add(row("writes doubled", moves, move -> Long.toString(move.doubled())));
        lines.add(row("whole run", moves, move -> Screen.seconds(move.whole())));
        int steps = moves.stream().mapToInt(move -> move.steps().size()).max().orElse(0);
        if (moves.stream().allMatch(move -> titles(move).equals(titles(moves.get(0))))) {
            for (int i = 0; i < steps; i++) {
                int index = i;
                String title = moves.get(0).steps().get(index).title();
                lines.add(row(
                        "  " + title,
                        moves,
                        move -> milliseconds(move.steps().get(index).time())));
            }
        } else {
            moves.forEach(move -> lines.addAll(ownSteps(move)));
        }
        return lines;
    }

    /** Moves of different runbooks have different steps. */
    private static List<String> ownSteps(Move move) {
        List<String> lines = new ArrayList<>();
        lines.add("  steps of " + move.runbook());
        for (Step step : move.steps()) {
            lines.add(row("  " + step.title(), List.of(move), one -> milliseconds(step.time())));
        }
        return lines;
    }

    private static List<String> titles(Move move) {
        return move.steps().stream().map(Step::title).toList();
    }

    private static String row(String label, List<Move> moves, Function<Move, String> cell) {
        return LABEL.formatted(label)
                + moves.stream().map(move -> CELL.formatted(cell.apply(move))).collect(Collectors.joining());
    }

    private static String milliseconds(Duration time) {
        return time.toMillis() + " ms";
    }
}
