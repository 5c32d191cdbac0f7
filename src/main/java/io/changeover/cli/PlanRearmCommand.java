package io.changeover.cli;

import io.changeover.api.model.ReasonRequest;
import io.changeover.api.model.WatchView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the trigger of a plan act again. */
@Command(
        name = "rearm",
        description = {
            "Says that a person has looked after a failover that had begun by itself: the plan's trigger may act again.",
            "Until then it does nothing, whatever the sites do."
        })
final class PlanRearmCommand implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "What you have looked at.")
    private String reason = "";

    PlanRearmCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        WatchView seen = root.api()
                .post(
                        "/plans/" + Api.encode(name) + "/trigger/acknowledge",
                        new ReasonRequest(reason),
                        WatchView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(seen);
        } else {
            root.printer().line("the trigger of plan '%s' (%s) may act again".formatted(seen.plan(), seen.trigger()));
        }
        return Exit.DONE;
    }
}
