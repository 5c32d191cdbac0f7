package io.changeover.cli;

import io.changeover.api.model.RunbookTestView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of trying out a runbook, for people: where its paths end, and what they did not come to. */
final class TrialText {
    private final Printer printer;
    private final boolean everyPath;

    /** @param everyPath whether paths are printed that come to an end */
    TrialText(Printer printer, boolean everyPath) {
        this.printer = printer;
        this.everyPath = everyPath;
    }

    void print(RunbookTestView report) {
        long bad = report.paths().stream().filter(path -> path.fault() != null).count();
        printer.line("%s: %d paths, %s%s"
                .formatted(
                        report.runbook(),
                        report.paths().size(),
                        bad == 0 ? "all come to an end" : bad + " come to no end",
                        report.complete()
                                ? ""
                                : "; there are more, which were not taken (too many, or too little time)"));
        Map<List<String>, Long> ends = report.paths().stream()
                .collect(Collectors.groupingBy(
                        path -> List.of(path.end(), path.outcome() == null ? "-" : path.outcome()),
                        LinkedHashMap::new,
                        Collectors.counting()));
        List<List<@Nullable String>> rows = new ArrayList<>();
        ends.forEach((end, count) -> rows.add(List.of("  " + count, end.get(0), end.get(1))));
        printer.table(List.of("  PATHS", "END", "OUTCOME"), rows);
        report.coverage().forEach(this::print);
        int number = 0;
        for (RunbookTestView.Path path : report.paths()) {
            number++;
            if (everyPath || path.fault() != null) {
                print(number, path);
            }
        }
    }

    private void print(RunbookTestView.Coverage one) {
        String missed = one.missed().isEmpty() ? "" : "; on no path: " + String.join(", ", one.missed());
        printer.line("  %s: %d of %d elements, %d of %d flows%s"
                .formatted(
                        one.process(), one.elementsPassed(), one.elements(), one.flowsPassed(), one.flows(), missed));
    }

    private void print(int number, RunbookTestView.Path path) {
        String way = path.choices().stream()
                .map(choice -> choice.name() + ": " + choice.outcome())
                .collect(Collectors.joining(" > "));
        printer.line("  path %d: %s > %s".formatted(number, way, path.end()));
        if (path.fault() != null) {
            printer.line("    " + path.fault());
        }
    }
}
