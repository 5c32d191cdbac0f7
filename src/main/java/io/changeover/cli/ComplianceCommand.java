package io.changeover.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How all plans stood over a period. */
@Command(
        name = "compliance",
        description = {
            "Prints how all plans stood against what they promise as JSON, or writes it as a page, PDF or table: breaches,",
            "drills, what is missing now, and what people did."
        })
final class ComplianceCommand implements Callable<Integer> {
    private final RootCommand root;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first day, such as 2026-07-01, in UTC; without it 90 days up to the last one.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day, in UTC; without it today.")
    private @Nullable LocalDate to;

    @Option(names = "--plan", paramLabel = "PLAN", description = "Only this plan; may be said several times.")
    private List<String> plans = new ArrayList<>();

    @Mixin
    private ReportTarget target = new ReportTarget();

    ComplianceCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        List<String> query = new ArrayList<>();
        plans.forEach(plan -> query.add("plan=" + Api.encode(plan)));
        if (from != null) {
            query.add("from=" + from);
        }
        if (to != null) {
            query.add("to=" + to);
        }
        String days = query.isEmpty() ? "" : "?" + String.join("&", query);
        return target.fetch(root, "/compliance" + days, "report on compliance");
    }
}
