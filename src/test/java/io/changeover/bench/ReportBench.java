package io.changeover.bench;

import io.changeover.domain.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a person waits for each report of a run of two thousand operations, in each form. */
final class ReportBench {
    private static final int MEMBERS = 667;
    private static final List<String> FORMS = List.of("application/json", "text/html", "text/csv", "application/pdf");

    private final HttpClient client = HttpClient.newHttpClient();
    private final BenchServer server;

    private ReportBench(BenchServer server) {
        this.server = server;
    }

    static List<Figure> figures() {
        try (BenchServer server = BenchServer.onH2()) {
            server.apply("reported", BenchPlans.yaml("reported", 1, MEMBERS, 250));
            server.sites.begin(Duration.ZERO);
            return new ReportBench(server).measure(server.run(BenchRunbooks.PHASES, "reported"));
        }
    }

    private List<Figure> measure(Run run) {
        Map<String, String> reports = new LinkedHashMap<>();
        reports.put("run report", "/runs/" + run.id() + "/report");
        reports.put("post-incident report", "/runs/" + run.id() + "/incident");
        reports.put("plan definition", "/plans/reported/definition");
        reports.put("compliance", "/compliance");
        List<Figure> figures = new ArrayList<>();
        reports.forEach((name, path) -> figures.add(figure(name, path)));
        return figures;
    }

    private Figure figure(String name, String path) {
        List<String> each = new ArrayList<>();
        double worst = 0;
        for (String form : FORMS) {
            double cold = seconds(path, form);
            double warm = seconds(path, form);
            worst = Math.max(worst, cold);
            each.add("%s %.2f then %.2f s".formatted(form.substring(form.indexOf('/') + 1), cold, warm));
        }
        return new Figure(
                name + ", the slowest form",
                worst,
                10,
                "s",
                "plan of %d members, run of %,d operations, over HTTP, first and second time: %s"
                        .formatted(MEMBERS, 3 * MEMBERS, String.join(", ", each)));
    }

    private double seconds(String path, String form) {
        String login = Base64.getEncoder().encodeToString("root:root".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                .header("Authorization", "Basic " + login)
                .header("Accept", form)
                .build();
        try {
            long began = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("%s: wanted 200, found %d".formatted(path, answer.statusCode()));
            }
            return (System.nanoTime() - began) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
