package io.changeover.architecture.violations.report;

/** Talks past the log. */
final class Prints {
    static final String BREAKS = "only cli, demo and Main print";

    void run() {
        System.err.println("planted");
    }
}
