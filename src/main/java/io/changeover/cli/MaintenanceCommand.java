package io.changeover.cli;

import io.changeover.api.model.HoldRequest;
import io.changeover.api.model.ReasonRequest;
import io.changeover.api.model.WatchView;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins or ends the maintenance of a plan. */
@Command(
        name = "maintenance",
        description = {
            "Says that people work on a plan: nobody is alarmed about it and nothing is triggered until that ends.",
            "Runs may be started. Two active sites are told all the same."
        })
final class MaintenanceCommand implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; it is shown everywhere.")
    private String reason = "";

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends by itself: 2031-03-01T04:00:00Z.")
    private @Nullable String until;

    @Option(names = "--end", description = "End it now.")
    private boolean end;

    MaintenanceCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        String path = "/plans/" + Api.encode(name) + "/maintenance";
        WatchView seen = end
                ? root.api().post(path + "/end", new ReasonRequest(reason), WatchView.class)
                : root.api().post(path, new HoldRequest(reason, moment(until)), WatchView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(seen);
        } else {
            String what = end ? "is not under maintenance any more" : "is under maintenance";
            root.printer().line("plan '%s' %s: %s".formatted(seen.plan(), what, seen.state()));
        }
        return Exit.DONE;
    }

    static @Nullable Instant moment(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Failure.usage("--until is a time such as 2031-03-01T04:00:00Z, found '%s'".formatted(text));
        }
    }
}
