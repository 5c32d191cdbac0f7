package io.changeover.cli;

import io.changeover.api.model.HoldView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what was held back of a plan, and is. */
@Command(
        name = "holds",
        description = {
            "Shows when people worked on a plan and when its trigger waited for one, with who began and ended it and why."
        })
final class PlanHoldsCommand implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String name = "";

    PlanHoldsCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        List<HoldView> holds = root.api().list("/plans/" + Api.encode(name) + "/holds", HoldView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(holds);
        } else if (holds.isEmpty()) {
            root.printer().line("nothing was held back");
        } else {
            root.printer()
                    .table(
                            List.of("WHAT", "SINCE", "BY", "WHY", "UNTIL", "ENDED BY", "WHY"),
                            holds.stream().map(this::row).toList());
        }
        return Exit.DONE;
    }

    private List<@Nullable String> row(HoldView hold) {
        return Arrays.asList(
                hold.kind().toLowerCase(Locale.ROOT).replace('_', ' '),
                root.times().day(hold.begunAt()),
                hold.begunBy(),
                hold.reason(),
                root.times().day(hold.endedAt() == null ? hold.until() : hold.endedAt()),
                hold.endedBy(),
                hold.endReason());
    }
}
