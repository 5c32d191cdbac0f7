package io.changeover.cli;

import io.changeover.api.model.LagView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how far the datasets of a plan were behind. */
@Command(
        name = "lag",
        description = {
            "Shows how far each dataset of a plan was behind over time, as a small picture from the oldest to the newest:",
            "the higher, the nearer to its RPO; '!' above it, '?' where it was not known."
        })
final class PlanLagCommand implements Callable<Integer> {
    private static final String STEPS = "▁▂▃▄▅▆▇█";
    private static final int POINTS = 60;

    private final RootCommand root;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String name = "";

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only this dataset.")
    private @Nullable String dataset;

    @Option(names = "--since", paramLabel = "TIME", description = "How far back, such as 30m; 1h without it.")
    private String since = "1h";

    PlanLagCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        String only = dataset == null ? "" : "&dataset=" + Api.encode(dataset);
        int points = root.printer().forPrograms() ? 500 : POINTS;
        List<LagView> series = root.api()
                .list(
                        "/plans/%s/lag?since=%s&points=%d%s"
                                .formatted(Api.encode(name), Api.encode(since), points, only),
                        LagView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(series);
            return Exit.DONE;
        }
        Map<String, List<LagView>> each = new LinkedHashMap<>();
        series.forEach(one ->
                each.computeIfAbsent(one.dataset(), key -> new ArrayList<>()).add(one));
        if (each.isEmpty()) {
            root.printer().line("nothing was seen in the last " + since);
            return Exit.DONE;
        }
        List<List<@Nullable String>> rows =
                each.values().stream().map(PlanLagCommand::row).toList();
        root.printer().table(List.of("DATASET", "LAST", "MOST", "RPO", "SINCE " + since), rows);
        return Exit.DONE;
    }

    private static List<@Nullable String> row(List<LagView> series) {
        LagView last = series.get(series.size() - 1);
        String most = series.stream()
                .map(LagView::millis)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .map(millis -> Times.words(Duration.ofMillis(millis)))
                .orElse("unknown");
        Long millis = last.millis();
        return Arrays.asList(
                last.dataset(),
                millis == null ? "unknown" : Times.words(Duration.ofMillis(millis)),
                most,
                Times.words(Duration.ofMillis(last.rpoMillis())),
                picture(series));
    }

    private static String picture(List<LagView> series) {
        StringBuilder picture = new StringBuilder();
        for (LagView one : series) {
            Long millis = one.millis();
            if (millis == null) {
                picture.append('?');
            } else if (millis > one.rpoMillis()) {
                picture.append('!');
            } else {
                long step = one.rpoMillis() == 0 ? 0 : millis * (STEPS.length() - 1) / one.rpoMillis();
                picture.append(STEPS.charAt((int) step));
            }
        }
        return picture.toString();
    }
}
