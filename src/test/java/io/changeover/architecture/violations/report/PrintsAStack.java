package io.changeover.architecture.violations.report;

/** Talks past the log. */
final class PrintsAStack {
    static final String BREAKS = "only cli, demo and Main print";

    void run(Exception problem) {
        problem.printStackTrace();
    }
}
