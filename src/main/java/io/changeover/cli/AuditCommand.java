package io.changeover.cli;

import io.changeover.api.model.ActionView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows who did what. */
@Command(
        name = "audit",
        description = {
            "Shows who did what, when, from where and why, newest first; also what was refused.",
            "With --csv: as a table for spreadsheets."
        })
final class AuditCommand implements Callable<Integer> {
    private static final int SHOWN = 200;
    private static final int MOST = 5_000;

    private final RootCommand root;

    @Option(names = "--plan", paramLabel = "PLAN", description = "Only of this plan and its runs.")
    private @Nullable String plan;

    @Option(names = "--run", paramLabel = "RUN", description = "Only of this run.")
    private @Nullable String run;

    @Option(names = "--by", paramLabel = "NAME", description = "Only what this person did.")
    private @Nullable String by;

    @Option(names = "--what", paramLabel = "CODE", description = "Only this, such as STARTED or PLAN_APPLIED.")
    private @Nullable String what;

    @Option(names = "--from", paramLabel = "TIME", description = "Not earlier: 2031-03-01, or 2031-03-01T04:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Until the end of that day, or before that moment.")
    private @Nullable String to;

    @Option(names = "--text", paramLabel = "TEXT", description = "Only where this stands in the reason or detail.")
    private @Nullable String text;

    @Option(names = "--people", description = "Leave out what the server did by itself.")
    private boolean people;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many: 200 unless said, up to 5000; with --csv all unless said.")
    private @Nullable Integer limit;

    @Option(names = "--csv", description = "Print a table for spreadsheets.")
    private boolean csv;

    AuditCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        String path = "/audit?" + query();
        if (csv) {
            root.printer().line(root.api().text(path, "text/csv").stripTrailing());
            return Exit.DONE;
        }
        List<ActionView> actions = root.api().list(path, ActionView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(actions);
        } else if (actions.isEmpty()) {
            root.printer().line("nothing was done");
        } else {
            List<List<@Nullable String>> rows = actions.stream().map(this::row).toList();
            root.printer().table(List.of("AT", "BY", "FROM", "WHAT", "OF", "DETAIL"), rows);
        }
        if (actions.size() >= shown()) {
            root.printer()
                    .aside("the newest %d; there may be more: --limit, --from and --to, or --csv for all"
                            .formatted(actions.size()));
        }
        return Exit.DONE;
    }

    /** How many are asked for; the server gives no more than its bound. */
    private int shown() {
        return limit == null ? SHOWN : Math.min(limit, MOST);
    }

    private List<@Nullable String> row(ActionView one) {
        String where = (one.door() + " " + one.address()).strip();
        return Arrays.asList(
                root.times().day(one.at()),
                one.actor(),
                where,
                one.refused() ? one.what() + " (refused)" : one.what(),
                one.run() == null ? one.plan() : one.run(),
                one.detail());
    }

    private String query() {
        Map<String, @Nullable String> asked = new LinkedHashMap<>();
        asked.put("plan", plan);
        asked.put("run", run);
        asked.put("actor", by);
        asked.put("what", what);
        asked.put("from", from);
        asked.put("to", to);
        asked.put("text", text);
        asked.put("people", people ? "true" : null);
        asked.put("limit", limit != null ? String.valueOf(limit) : csv ? null : String.valueOf(SHOWN));
        return asked.entrySet().stream()
                .flatMap(one ->
                        Optional.ofNullable(one.getValue())
                                .map(value -> one.getKey() + "=" + Api.encode(value))
                                .stream())
                .collect(Collectors.joining("&"));
    }
}
