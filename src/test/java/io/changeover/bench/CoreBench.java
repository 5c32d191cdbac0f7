package io.changeover.bench;

import io.changeover.domain.run.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the execution core costs: between two steps, over many members, and around one approval. */
final class CoreBench {
    private static final int GROUPS = 20;
    private static final int PHASES = 3;
    private static final Duration EACH = Duration.ofMillis(200);

    private final BenchServer server;
    private final String database;

    CoreBench(BenchServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /** The time between two consecutive steps of one operation each. */
    List<Figure> gaps(double factor) {
        server.apply("gaps", BenchPlans.yaml("gaps", GROUPS, 1, 10));
        int warm = 30;
        int runs = 15;
        List<Double> gaps = new ArrayList<>();
        double before = 0;
        double first = 0;
        for (int i = 0; i < warm + runs; i++) {
            before = i == warm ? Machine.processorMillis() : before;
            server.sites.begin(Duration.ZERO);
            server.run(BenchRunbooks.PHASES, "gaps");
            first = i == 0 ? Numbers.median(server.sites.gaps()) : first;
            if (i >= warm) {
                gaps.addAll(server.sites.gaps());
            }
        }
        String note =
                "%d gaps in %d runs after %d; connector call to connector call; best %.1f ms; p50 of the first run, cold, %.1f ms; CPU %.1f ms per step"
                        .formatted(
                                gaps.size(),
                                runs,
                                warm,
                                Numbers.percentile(gaps, 0),
                                first,
                                (Machine.processorMillis() - before) / runs / GROUPS / PHASES);
        return List.of(
                new Figure("gap between steps, p50, " + database, Numbers.median(gaps), 6 * factor, "ms", note),
                new Figure(
                        "gap between steps, p95, " + database, Numbers.percentile(gaps, 95), 20 * factor, "ms", note));
    }

    /** Many members at once, against the time that their operations alone would take. */
    Figure fanOut(int groups, int members, int atOnce) {
        String plan = "fan-%d-%d".formatted(groups, members);
        server.apply(plan, BenchPlans.yaml(plan, groups, members, atOnce));
        int waves = (members + atOnce - 1) / atOnce;
        double ideal = (double) groups * PHASES * waves * EACH.toMillis();
        List<Double> ratios = new ArrayList<>();
        List<Double> gaps = new ArrayList<>();
        double before = 0;
        for (int i = 0; i < 6; i++) {
            before = i == 1 ? Machine.processorMillis() : before;
            server.sites.begin(EACH);
            Run run = server.run(BenchRunbooks.PHASES, plan);
            if (i > 0) {
                Duration took = Duration.between(run.startedAt(), run.endedAt().orElseThrow());
                ratios.add(took.toNanos() / 1e6 / ideal);
                gaps.addAll(server.sites.gaps());
            }
        }
        return new Figure(
                "%,d members × %d × %d ms, %d group(s), %d at once, %s"
                        .formatted(groups * members, PHASES, EACH.toMillis(), groups, atOnce, database),
                Numbers.median(ratios),
                1.25,
                "× ideal",
                "ideal %.1f s; median of %d after 1, best %.2f, worst %.2f; gap p50 %.1f ms; CPU %.2f ms per operation"
                        .formatted(
                                ideal / 1000,
                                ratios.size(),
                                Numbers.percentile(ratios, 0),
                                Numbers.max(ratios),
                                Numbers.median(gaps),
                                (Machine.processorMillis() - before) / ratios.size() / PHASES / groups / members));
    }

    /** Three steps and an approval that is answered at once, all over HTTP. */
    Figure approval() {
        server.apply("approval", BenchPlans.yaml("approval", 1, 1, 10));
        server.sites.begin(Duration.ZERO);
        ApiClient client = new ApiClient(server.port(), Duration.ofMillis(2));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            long began = System.nanoTime();
            client.approvedRun(BenchRunbooks.APPROVAL, "approval");
            if (i >= 10) {
                times.add((System.nanoTime() - began) / 1e6);
            }
        }
        return new Figure(
                "3 steps and an approval answered at once, " + database,
                Numbers.median(times),
                200,
                "ms",
                "from the first request to the answer that it has ended, over HTTP; median of %d after 10, worst %.0f"
                        .formatted(times.size(), Numbers.max(times)));
    }
}
