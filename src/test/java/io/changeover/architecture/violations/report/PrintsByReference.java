package io.changeover.architecture.violations.report;

import java.util.List;

/** Talks past the log. */
final class PrintsByReference {
    static final String BREAKS = "only cli, demo and Main print";

    void run(List<String> lines) {
        lines.forEach(System.out::println);
    }
}
