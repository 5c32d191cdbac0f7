package io.changeover.cli;

import io.changeover.api.model.AlarmView;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what was wrong with a plan, and is. */
@Command(name = "alarms", description = "Shows the alarms of a plan, the newest first, with those that are over.")
final class PlanAlarmsCommand implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String name = "";

    @Option(names = "--open", description = "Only those that are not over.")
    private boolean open;

    PlanAlarmsCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        List<AlarmView> alarms = root.api().list("/plans/" + Api.encode(name) + "/alarms", AlarmView.class).stream()
                .filter(one -> !open || one.clearedAt() == null)
                .toList();
        if (root.printer().forPrograms()) {
            root.printer().json(alarms);
        } else if (alarms.isEmpty()) {
            root.printer().line("no alarm");
        } else {
            root.printer()
                    .table(
                            List.of("ALARM", "OF", "SINCE", "UNTIL", "WHAT WAS WRONG"),
                            alarms.stream().map(this::row).toList());
        }
        return Exit.DONE;
    }

    private List<@Nullable String> row(AlarmView alarm) {
        return Arrays.asList(
                alarm.code(),
                alarm.subject(),
                root.times().day(alarm.raisedAt()),
                root.times().day(alarm.clearedAt()),
                alarm.sentence());
    }
}
