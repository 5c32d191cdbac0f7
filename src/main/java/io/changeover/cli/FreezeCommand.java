package io.changeover.cli;

import io.changeover.api.model.HoldRequest;
import io.changeover.api.model.HoldView;
import io.changeover.api.model.ReasonRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Freezes all starts, or lets runs start again, or shows who has. */
@Command(
        name = "freeze",
        description = {
            "With --reason: no run of any plan may start from now on, not even a triggered one; runs under way go on.",
            "With --end and --reason: runs may start again. Without both: shows who has frozen the starts, and when.",
            "For administrators."
        })
final class FreezeCommand implements Callable<Integer> {
    private final RootCommand root;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is shown everywhere.")
    private @Nullable String reason;

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends by itself: 2031-03-01T04:00:00Z.")
    private @Nullable String until;

    @Option(names = "--end", description = "Let runs start again.")
    private boolean end;

    FreezeCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        HoldView[] holds = ask();
        if (root.printer().forPrograms()) {
            root.printer().json(holds);
        } else if (holds.length == 0 || holds[0].endedAt() != null) {
            root.printer().line("runs may start");
        } else {
            HoldView now = holds[0];
            String till = now.until() == null ? "" : ", until " + root.times().day(now.until());
            root.printer()
                    .line("no run may start since %s%s, by %s: %s"
                            .formatted(
                                    root.times().day(now.begunAt()),
                                    till,
                                    now.begunBy(),
                                    Timeline.plain(now.reason())));
        }
        return Exit.DONE;
    }

    private HoldView[] ask() {
        if (reason == null) {
            if (end) {
                throw Failure.usage("--end wants a --reason");
            }
            List<HoldView> holds = root.api().list("/freeze", HoldView.class);
            return holds.toArray(HoldView[]::new);
        }
        return end
                ? root.api().post("/freeze/end", new ReasonRequest(reason), HoldView[].class)
                : root.api()
                        .post("/freeze", new HoldRequest(reason, MaintenanceCommand.moment(until)), HoldView[].class);
    }
}
