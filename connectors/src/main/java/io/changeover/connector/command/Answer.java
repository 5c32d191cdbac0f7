package io.changeover.connector.command;

import io.changeover.connector.spi.CommandResult;

/** What a command answered. Its text form goes into messages. */
record Answer(int exitCode, String output, String error) {
    /** Standard error and output, trimmed, for a message. */
    String summary() {
        return new CommandResult(exitCode, output, error, false).summary();
    }

    /** Whether the shell could not run it at all. */
    boolean notRunnable() {
        return exitCode == 126 || exitCode == 127;
    }

    @Override
    public String toString() {
        return "exit " + exitCode + (summary().isEmpty() ? "" : " (" + summary() + ")");
    }
}
