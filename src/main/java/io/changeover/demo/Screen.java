package io.changeover.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What the person sees: lines that stay, and in a terminal one last line that is redrawn. In a terminal lines are made to
 * fit its width; elsewhere they are complete. Thread-safe.
 */
final class Screen {
    private static final String ERASE = "\r\u001b[K";
    private static final long LOOK_AGAIN = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long looked = start - LOOK_AGAIN;
    private int width = Width.ENDLESS;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line that stays, however long it is: for what is copied. */
    synchronized void line(String text) {
        out.println(terminal ? ERASE + text : text);
        out.flush();
    }

    /** A line that stays, cut to the terminal's width: for what can be read elsewhere. */
    synchronized void brief(String text) {
        line(Width.cut(text, width()));
    }

    /** Text that stays, in as many rows as it needs; all but the first begin with the indent. */
    synchronized void text(String text, String indent) {
        Width.wrap(text, width(), indent).forEach(this::line);
    }

    /** A line that stays, with the time since the beginning. */
    void progress(String text) {
        text("%8s  %s".formatted(seconds(Duration.ofNanos(System.nanoTime() - start)), text), " ".repeat(10));
    }

    /** What is so just now; shown in a terminal only, until the next line. */
    synchronized void now(String text) {
        if (terminal) {
            out.print(ERASE + Width.cut(text, width() - 1)); // a full row would break
            out.flush();
        }
    }

    /** What is being done just now, in the place where its progress will stand. */
    void doing(String text) {
        now(" ".repeat(8) + "… " + text);
    }

    private int width() {
        if (terminal && System.nanoTime() - looked >= LOOK_AGAIN) {
            width = Width.ofTerminal();
            looked = System.nanoTime();
        }
        return width;
    }

    /** A time in seconds with two digits, such as {@code 1.25 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }
}
