package io.changeover.cli;

import io.changeover.api.model.PlanChangeView;
import io.changeover.api.model.PlanDiffView;
import io.changeover.api.model.PlanFilesRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is different in effect between two plans. */
@Command(
        name = "diff",
        description = {
            "Says in sentences what a plan file would change in effect, against the version that the server has: members",
            "that come, go or move, orders, settings, checks, approvals. What takes protection away is marked with '!'.",
            "Compares as well two files, or with --from and --to two versions that the server has.",
            "Ends with 0 whether or not there are changes; --fail-on says which of them end it with 3."
        },
        footer = {
            "",
            "Examples:",
            "  changeover plan diff shop.yaml",
            "  changeover plan diff shop.yaml --fail-on dangerous",
            "  changeover plan diff shop --from 3 --to 4"
        })
final class PlanDiff implements Callable<Integer> {
    /** Which changes are too many. */
    enum Bar {
        /** Every change. */
        ANY,
        /** Those that take protection away. */
        DANGEROUS
    }

    private final RootCommand root;

    @Parameters(
            arity = "1..2",
            paramLabel = "FILE",
            description = "The plan file (.yaml, .yml, or a path), two files, or a plan's name.")
    private List<String> files = List.of();

    @Option(names = "--from", paramLabel = "VERSION", description = "The version to compare; without it the newest.")
    private @Nullable Integer from;

    @Option(names = "--to", paramLabel = "VERSION", description = "The version to compare it with, in place of a file.")
    private @Nullable Integer to;

    @Option(
            names = "--fail-on",
            paramLabel = "CHANGES",
            description = "End with 3 on any change, or on a dangerous one: ${COMPLETION-CANDIDATES}.")
    private @Nullable Bar failOn;

    PlanDiff(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        PlanDiffView diff = ask();
        if (root.printer().forPrograms()) {
            root.printer().json(diff);
        } else {
            lines(diff).forEach(root.printer()::line);
        }
        boolean tooMuch = failOn == Bar.DANGEROUS
                ? diff.dangerous()
                : failOn == Bar.ANY && !diff.changes().isEmpty();
        return tooMuch ? Exit.REFUSED : Exit.DONE;
    }

    private PlanDiffView ask() {
        if (files.size() == 2) {
            if (from != null || to != null) {
                throw Failure.usage("--from and --to are versions that the server has; two files have none");
            }
            String before = PlanText.read(Path.of(files.get(0)));
            String after = PlanText.read(Path.of(files.get(1)));
            return root.api().ask("/plans/diff", new PlanFilesRequest(before, after), PlanDiffView.class);
        }
        String first = files.get(0);
        if (PlanText.isName(root, first)) {
            if (from == null) {
                throw Failure.usage("--from VERSION says which version of plan '%s' is compared".formatted(first));
            }
            String more = to == null ? "" : "&to=" + to;
            return root.api()
                    .get("/plans/%s/diff?from=%d%s".formatted(Api.encode(first), from, more), PlanDiffView.class);
        }
        if (to != null) {
            throw Failure.usage("--to stands in the place of a file: give the plan's name with it");
        }
        String yaml = PlanText.read(Path.of(first));
        String name = PlanText.name(Path.of(first), yaml);
        String version = from == null ? "" : "?from=" + from;
        return root.api().check("/plans/%s/diff%s".formatted(Api.encode(name), version), yaml, PlanDiffView.class);
    }

    private List<String> lines(PlanDiffView diff) {
        long dangerous = diff.changes().stream().filter(PlanDiff::dangerous).count();
        int count = diff.changes().size();
        List<String> lines = new ArrayList<>();
        lines.add("plan '%s', %s to %s: %s"
                .formatted(
                        diff.plan(),
                        side(diff.from(), files.get(0)),
                        side(diff.to(), files.get(files.size() - 1)),
                        count == 0
                                ? "no difference in effect"
                                : "%d %s%s"
                                        .formatted(
                                                count,
                                                count == 1 ? "change" : "changes",
                                                dangerous == 0 ? "" : ", %d dangerous".formatted(dangerous))));
        diff.changes()
                .forEach(change -> lines.add((dangerous(change) ? "! " : "  ") + Timeline.plain(change.sentence())));
        return lines;
    }

    private static String side(@Nullable Integer version, String file) {
        return version == null ? file : "version " + version;
    }

    private static boolean dangerous(PlanChangeView change) {
        return change.severity().equals("DANGEROUS");
    }
}
