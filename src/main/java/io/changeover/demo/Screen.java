package io.changeover.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What the person sees: lines that stay, and in a terminal one last line that is redrawn. Thread-safe.
 */
final class Screen {
    private static final String ERASE = "\r\u001b[K";
    private static final int WIDTH = 118;

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line that stays. */
    synchronized void line(String text) {
        out.println(terminal ? ERASE + text : text);
        out.flush();
    }

    /** A line that stays, with the time since the beginning. */
    void progress(String text) {
        line("%7s  %s".formatted(seconds(Duration.ofNanos(System.nanoTime() - start)), text));
    }

    /** What is so just now; shown in a terminal only, until the next line. */
    synchronized void now(String text) {
        if (terminal) {
            out.print(ERASE + (text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text));
            out.flush();
        }
    }

    /** A time in seconds with two digits, such as {@code 1.25 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }
}
