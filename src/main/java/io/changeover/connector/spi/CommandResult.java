package io.changeover.connector.spi;

/**
 * How a command ended.
 *
 * @param exitCode the exit code; 128 + n after signal n
 * @param output what it wrote to standard output, at most the command's limit
 * @param error what it wrote to standard error, at most the command's limit
 * @param truncated whether something was left out, from the front
 */
public record CommandResult(int exitCode, String output, String error, boolean truncated) {
    private static final int LONGEST_LINE = 4_000;

    /** Whether the exit code is 0. An exit code is a hint, not a state. */
    public boolean succeeded() {
        return exitCode == 0;
    }

    /** Standard error and output, trimmed, for a message. */
    public String summary() {
        return end(error + "\n" + output, 400);
    }

    /**
     * The end of a text, trimmed, for a message: whole lines, as half a secret would not be recognised and masked.
     *
     * @param most how many characters, unless the last line is longer: that one is kept up to {@value #LONGEST_LINE}
     */
    public static String end(String all, int most) {
        String text = all.strip();
        if (text.length() <= most) {
            return text;
        }
        int cut = text.length() - most;
        int next = text.indexOf('\n', cut - 1) + 1;
        int begin = text.lastIndexOf('\n') + 1;
        return text.substring(next > 0 ? next : text.length() - begin <= LONGEST_LINE ? begin : cut);
    }
}
