package io.changeover.cli;

import java.io.PrintWriter;
import java.util.List;

/** Draws lines on a terminal over those drawn before. */
final class Screen {
    private static final String UP = "\u001B[%dA";
    private static final String CLEAR_BELOW = "\u001B[J";

    private final PrintWriter out;
    private List<String> drawn = List.of();

    Screen(PrintWriter out) {
        this.out = out;
    }

    void draw(List<String> lines) {
        if (lines.equals(drawn)) {
            return;
        }
        if (!drawn.isEmpty()) {
            out.print(UP.formatted(drawn.size()) + "\r" + CLEAR_BELOW);
        }
        lines.forEach(out::println);
        out.flush();
        drawn = List.copyOf(lines);
    }
}
