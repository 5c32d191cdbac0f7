package io.changeover.cli;

import io.changeover.api.model.ConnectCheckView;
import io.changeover.api.model.ConnectEventView;
import io.changeover.api.model.FindingView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has a server connect to what a plan names, and shows what it finds while it does. */
final class ConnectWatch {
    private static final int MOST_OPEN = 8;
    private static final int MOST_WRONG = 10;

    private final RootCommand root;
    private final Printer printer;
    private final Screen screen;
    private final Map<Integer, FindingView> open = new LinkedHashMap<>();
    private final List<FindingView> wrong = new ArrayList<>();
    private int total;
    private int answered;
    private @Nullable ConnectCheckView result;

    ConnectWatch(RootCommand root) {
        this.root = root;
        this.printer = root.printer();
        this.screen = new Screen(root.around().out());
    }

    /** Asks, and answers the exit code: done where all is ready, refused where anything is not. */
    int check(String path, String yaml, String what) {
        root.api().lines(path, yaml, ConnectEventView.class, this::heard);
        ConnectCheckView found = Optional.ofNullable(result)
                .orElseThrow(() -> Failure.failed("the check of %s broke off after %d of %d answers; ask again"
                        .formatted(what, answered, total)));
        if (printer.forPrograms()) {
            printer.json(found);
        } else {
            summary(found, what);
        }
        return found.ready() ? Exit.DONE : Exit.REFUSED;
    }

    private void heard(ConnectEventView event) {
        FindingView finding = event.finding();
        if (event.total() != null) {
            total = event.total();
        }
        if (finding != null && event.event().equals("BEGUN")) {
            open.put(finding.number(), finding);
        } else if (finding != null) {
            ended(finding);
        }
        if (event.result() != null) {
            result = event.result();
        }
        if (!printer.forPrograms() && root.around().terminal()) {
            screen.draw(result == null ? picture() : List.of());
        }
    }

    private void ended(FindingView finding) {
        // One that was found wrong after it had ended is told of again.
        answered += open.remove(finding.number()) == null ? 0 : 1;
        if (Boolean.FALSE.equals(finding.ok())) {
            wrong.add(finding);
        }
        if (!printer.forPrograms() && !root.around().terminal()) {
            printer.line(line(finding));
        }
    }

    private List<String> picture() {
        List<String> lines = new ArrayList<>();
        lines.add("asked %d of %d%s".formatted(answered, total, wrong.isEmpty() ? "" : ", not ready: " + wrong.size()));
        wrong.stream().skip(Math.max(0, wrong.size() - MOST_WRONG)).forEach(one -> lines.add("  " + line(one)));
        open.values().stream().limit(MOST_OPEN).forEach(one -> lines.add("  asking " + label(one) + " …"));
        if (open.size() > MOST_OPEN) {
            lines.add("  … and %d more".formatted(open.size() - MOST_OPEN));
        }
        return lines.stream().map(Frame::fit).toList();
    }

    private void summary(ConnectCheckView found, String what) {
        if (root.around().terminal()) {
            found.findings().forEach(finding -> printer.line(line(finding)));
        }
        long bad = found.findings().stream()
                .filter(one -> !Boolean.TRUE.equals(one.ok()))
                .count();
        if (found.ready()) {
            printer.line("%s: plan '%s' is ready, active at %s: %d of %d questions answered well"
                    .formatted(
                            what,
                            found.plan(),
                            found.activeSite(),
                            found.findings().size(),
                            found.findings().size()));
        } else {
            printer.aside("%s: plan '%s' is not ready, active at %s: %d of %d questions not answered well"
                    .formatted(
                            what,
                            found.plan(),
                            found.activeSite(),
                            bad,
                            found.findings().size()));
        }
    }

    private static String line(FindingView finding) {
        String sentence = finding.sentence() == null ? "" : finding.sentence();
        String said = Boolean.TRUE.equals(finding.ok()) ? sentence : finding.code() + ": " + sentence;
        String word = Boolean.TRUE.equals(finding.ok()) ? "ok" : "WRONG";
        return "%-5s  %s".formatted(word, Timeline.plain(label(finding) + ": " + said));
    }

    private static String label(FindingView finding) {
        return switch (finding.kind()) {
            case "HOST" -> "host " + finding.name();
            case "CHECK" -> "check %d of %s at %s".formatted(finding.check(), finding.name(), finding.site());
            default ->
                "%s %s at %s"
                        .formatted(finding.kind().toLowerCase(java.util.Locale.ROOT), finding.name(), finding.site());
        };
    }
}
