package io.changeover.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What it costs the server to look at a thousand datasets every five seconds. */
final class WatchBench {
    private static final int PLANS = 20;
    private static final int DATASETS = 50;
    private static final int WARM_SECONDS = 60;
    private static final int SECONDS = 60;
    private static final int EVERY = 5;

    private WatchBench() {}

    static List<Figure> figures() {
        try (BenchServer server = BenchServer.watching()) {
            for (int plan = 1; plan <= PLANS; plan++) {
                server.apply("watched-" + plan, yaml("watched-" + plan));
            }
            Pause.millis(WARM_SECONDS * 1_000L);
            server.sites.begin(Duration.ZERO);
            double before = Machine.processorMillis();
            long began = System.nanoTime();
            Pause.millis(SECONDS * 1_000L);
            double seconds = (System.nanoTime() - began) / 1e9;
            double used = (Machine.processorMillis() - before) / 10 / seconds;
            double wanted = (double) PLANS * DATASETS * seconds / EVERY;
            return List.of(new Figure(
                    "%,d datasets looked at every %d s".formatted(PLANS * DATASETS, EVERY),
                    used,
                    15,
                    "% of a core",
                    "%d plans, durable H2, whole process over %.0f s after %d s; %d of %.0f readings, which cost nothing themselves"
                            .formatted(PLANS, seconds, WARM_SECONDS, server.sites.count(), wanted)));
        }
    }

    private static String yaml(String name) {
        String datasets = IntStream.rangeClosed(1, DATASETS)
                .mapToObj(
                        "  - { name: data-%d, connector: bench, fra: { host: fra-1 }, ams: { host: ams-1 } }"
                                ::formatted)
                .collect(Collectors.joining("\n"));
        return """
                plan: %s
                objectives: { rpo: 30s, rto: 5m }
                sites: { fra: { preferred: true }, ams: {} }
                hosts:
                  fra-1: { site: fra, address: 127.0.0.1 }
                  ams-1: { site: ams, address: 127.0.0.2 }
                groups:
                  - name: app
                    instances: [ { name: app-1, connector: bench, fra: { host: fra-1 }, ams: { host: ams-1 } } ]
                watch: { every: %ds }
                datasets:
                %s
                """.formatted(name, EVERY, datasets);
    }
}
