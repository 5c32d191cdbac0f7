package io.changeover.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The reports of one run. */
@Command(
        name = "report",
        description = {
            "Prints the report of a run as JSON, or writes it as a page, PDF or table: steps, readings, decisions, and",
            "what was achieved beside what was promised."
        })
final class RunReportCommand implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "RUN", description = "The run.")
    private String id = "";

    @ArgGroup
    private Kind kind = new Kind();

    @Mixin
    private ReportTarget target = new ReportTarget();

    /** Which of the reports; none for that of the run itself. */
    static final class Kind {
        @Option(
                names = "--incident",
                description = "The report that the review after an incident begins with; for administrators.")
        private boolean incident;

        @Option(names = "--drill", description = "What a drill proves, for who has to show that the plan is tested.")
        private boolean drill;

        private String path() {
            return incident ? "incident" : drill ? "drill-evidence" : "report";
        }
    }

    RunReportCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        return target.fetch(root, "/runs/" + Api.encode(id) + "/" + kind.path(), "report of " + id);
    }
}
