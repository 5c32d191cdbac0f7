package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import io.changeover.notify.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/** A receiver that plans on simulated sites can name, and what the server says of its telling. */
final class Told implements AutoCloseable {
    static final String SECRET = "a-shared-secret-42";

    final WebhookReceiver receiver = new WebhookReceiver(SECRET);
    final HttpDoor http;
    private final SimulatedServer server;
    private final JdbcTemplate jdbc;
    private final Path folder;

    Told(SimulatedServer server, JdbcTemplate jdbc, int port, Path folder) throws IOException {
        this.server = server;
        this.jdbc = jdbc;
        this.folder = folder;
        http = new HttpDoor(port);
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    PlanId plan(String name, String more) {
        return server.plan(name, "notify:\n" + entry("tickets", more));
    }

    String entry(String name, String more) {
        return "  - { name: %s, webhook: \"%s\", secret: \"${file:%s}\"%s }\n"
                .formatted(name, receiver.url(), folder.resolve("secret"), more);
    }

    void awaitEvents(RunId run, String... events) {
        server.await(
                "the events " + List.of(events) + " of " + run + ", found " + receiver.requests(),
                () -> receiver.events(run.value()).size() >= events.length);
        assertThat(receiver.events(run.value())).containsExactly(events);
    }

    List<JsonNode> shown(RunId run) throws Exception {
        JsonNode list =
                http.get("vera", "/api/v1/runs/" + run + "/notifications").json();
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** What the API says of each, and nothing is left to do for the scheduler. */
    void awaitShown(RunId run, String... states) {
        server.await(
                "the states " + List.of(states) + " of " + run,
                () -> shown(run).stream()
                        .map(one -> one.path("event").asText() + " "
                                + one.path("state").asText())
                        .toList()
                        .equals(List.of(states)));
        server.await(
                "no request for deliveries that is left",
                () -> jdbc.queryForObject(
                                "select count(*) from scheduled_tasks where task_name = 'notify' and task_instance in"
                                        + " (select id from notification where run = ?)",
                                Integer.class,
                                run.value())
                        == 0);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
