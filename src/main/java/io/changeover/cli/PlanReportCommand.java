package io.changeover.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The definition of one plan. */
@Command(
        name = "report",
        description = {
            "Prints what a plan says as JSON, or writes it as a page, PDF or table: rules, hosts, members, and what each",
            "version changed in effect."
        })
final class PlanReportCommand implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String name = "";

    @Option(names = "--plan-version", paramLabel = "N", description = "This version; the newest without it.")
    private @Nullable Integer version;

    @Mixin
    private ReportTarget target = new ReportTarget();

    PlanReportCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        String which = version == null ? "" : "?version=" + version;
        return target.fetch(root, "/plans/" + Api.encode(name) + "/definition" + which, "definition of " + name);
    }
}
