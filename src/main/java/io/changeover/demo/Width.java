package io.changeover.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many characters fit in a row of the terminal, and text made to fit. */
final class Width {
    /** For output that nobody looks at in a terminal. */
    static final int ENDLESS = Integer.MAX_VALUE;

    private static final int USUAL = 80;
    private static final int NARROWEST = 40;

    private Width() {}

    /** The terminal's width as it is now; 80 where it does not tell. */
    static int ofTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            boolean told = stty.waitFor(1, TimeUnit.SECONDS) && size.length == 2 && size[1].matches("[1-9]\\d{0,3}");
            return told ? Math.max(NARROWEST, Integer.parseInt(size[1])) : USUAL;
        } catch (IOException noTerminal) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** The text, or its beginning and an ellipsis, in at most that many characters. */
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    /** The text in rows of at most that width, broken at blanks; all rows but the first begin with the indent. */
    static List<String> wrap(String text, int width, String indent) {
        List<String> rows = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int from = rows.isEmpty() ? leading(rest) : indent.length();
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > from ? blank : width;
            rows.add(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).stripLeading();
        }
        rows.add(rest);
        return rows;
    }

    private static int leading(String text) {
        return text.length() - text.stripLeading().length();
    }
}
