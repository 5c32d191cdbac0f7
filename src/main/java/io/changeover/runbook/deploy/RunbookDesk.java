package io.changeover.runbook.deploy;

import io.changeover.application.RunbookFinding;
import io.changeover.runbook.lint.RunbookLint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges files that are no deployment yet, with or without a server. */
public final class RunbookDesk {
    private RunbookDesk() {}

    /** All that the lint has to say about the diagrams among the files. */
    public static List<RunbookFinding> lint(RunbookLint lint, Map<String, String> files) {
        Map<String, byte[]> diagrams = new TreeMap<>();
        files.forEach((name, text) -> {
            if (RunbookLint.isDiagram(name)) {
                diagrams.put(name, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return lint.check(diagrams).stream()
                .map(one -> new RunbookFinding(one.file(), one.element(), one.rule(), one.message()))
                .toList();
    }
}
