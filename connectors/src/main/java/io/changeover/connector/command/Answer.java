package io.changeover.connector.command;

/** What a command answered. Its text form goes into messages. */
record Answer(int exitCode, String output, String error) {
    private static final int LONGEST = 400;

    /** Standard error and output, trimmed, for a message. */
    String summary() {
        String text = (error + "\n" + output).strip();
        return text.length() <= LONGEST ? text : text.substring(text.length() - LONGEST);
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
