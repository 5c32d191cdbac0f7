package io.changeover.cli;

import io.changeover.api.model.AlarmView;
import io.changeover.api.model.HoldView;
import io.changeover.api.model.LagView;
import io.changeover.api.model.SightView;
import io.changeover.api.model.WatchView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a plan as the watch has seen it last. */
@Command(
        name = "watch",
        description = {
            "Shows a plan as the server has seen it last: how far each dataset is behind, which side takes writes, what runs,",
            "what is reached, and the alarms that are not over. What was not read is 'unknown', never 0."
        })
final class PlanWatchCommand implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String name = "";

    PlanWatchCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        WatchView seen = root.api().get("/plans/" + Api.encode(name) + "/watch", WatchView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(seen);
            return Exit.DONE;
        }
        head(seen).forEach(root.printer()::line);
        if (!seen.lags().isEmpty()) {
            root.printer().line("");
            List<List<@Nullable String>> rows =
                    seen.lags().stream().map(PlanWatchCommand::lag).toList();
            root.printer().table(List.of("DATASET", "STANDBY", "BYTES", "BEHIND", "RPO", "WHY"), rows);
        }
        if (!seen.sights().isEmpty()) {
            root.printer().line("");
            List<List<@Nullable String>> rows =
                    seen.sights().stream().map(PlanWatchCommand::sight).toList();
            root.printer().table(List.of("WHAT", "NAME", "SITE", "FOUND", "WHY"), rows);
        }
        if (!seen.alarms().isEmpty()) {
            root.printer().line("");
            List<List<@Nullable String>> rows =
                    seen.alarms().stream().map(one -> row(root.times(), one)).toList();
            root.printer().table(List.of("ALARM", "OF", "SINCE", "WHAT IS WRONG"), rows);
        }
        return Exit.DONE;
    }

    private List<String> head(WatchView seen) {
        List<String> lines = new ArrayList<>();
        String note = seen.note().isEmpty() ? "" : ": " + Timeline.plain(seen.note());
        lines.add("plan '%s' is %s%s".formatted(seen.plan(), seen.state(), note));
        lines.add(
                seen.at() == null
                        ? "nobody has looked at it yet"
                        : "seen at %s by %s; active at %s"
                                .formatted(
                                        root.times().day(seen.at()),
                                        seen.node(),
                                        seen.activeSites().isEmpty()
                                                ? "unknown"
                                                : String.join(" and ", seen.activeSites())));
        hold("no run may start", seen.freeze(), lines);
        hold("under maintenance", seen.maintenance(), lines);
        hold("the trigger waits for an acknowledgement", seen.coolDown(), lines);
        return lines;
    }

    private void hold(String what, @Nullable HoldView hold, List<String> lines) {
        if (hold != null) {
            String until = hold.until() == null ? "" : ", until " + root.times().day(hold.until());
            lines.add("%s since %s%s, by %s: %s"
                    .formatted(
                            what,
                            root.times().day(hold.begunAt()),
                            until,
                            hold.begunBy(),
                            Timeline.plain(hold.reason())));
        }
    }

    private static List<@Nullable String> lag(LagView lag) {
        Long bytes = lag.bytes();
        Long millis = lag.millis();
        return Arrays.asList(
                lag.dataset(),
                word(String.valueOf(lag.found())),
                bytes == null ? "unknown" : String.valueOf(bytes),
                millis == null ? "unknown" : Times.words(Duration.ofMillis(millis)),
                Times.words(Duration.ofMillis(lag.rpoMillis())),
                lag.words());
    }

    private static List<@Nullable String> sight(SightView sight) {
        return Arrays.asList(word(sight.what()), sight.name(), sight.site(), word(sight.found()), sight.words());
    }

    static List<@Nullable String> row(Times times, AlarmView alarm) {
        return Arrays.asList(alarm.code(), alarm.subject(), times.day(alarm.raisedAt()), alarm.sentence());
    }

    private static String word(String code) {
        return code.toLowerCase(Locale.ROOT);
    }
}
