package io.changeover.runbook.lint;

import java.util.function.Consumer;

/** One concern of the lint. Reports every violation in the file, not the first. */
@FunctionalInterface
interface Rule {
    void check(RunbookFile file, RunbookSet set, Consumer<Finding> findings);
}
