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

    /** Whether the exit code is 0. An exit code is a hint, not a state. */
    public boolean succeeded() {
        return exitCode == 0;
    }

    /** Standard error and output, trimmed, for a message. */
    public String summary() {
        String text = (error + "\n" + output).strip();
        return text.length() <= 400 ? text : text.substring(text.length() - 400);
    }
}
