package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Changes as programs hear of them. */
@SimulatedTest
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventStreamTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Autowired
    private SimulatedServer server;

    @LocalServerPort
    private int port;

    @Test
    void aRunIsToldFromItsStateToItsEnd() throws Exception {
        PlanId plan = server.plan("events-run");
        Run run = server.start("switchover", plan);
        server.question(run.id());
        HttpResponse<Stream<String>> answer = listen("vera", "/api/v1/runs/" + run.id() + "/events");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (Stream<String> lines = answer.body()) {
            Iterator<String> told = lines.iterator();
            assertThat(next(told)).contains("head", "questions", "steps");

            server.approve(run.id());
            server.ended(run.id());
            hear(told, Set.of("questions", "head", "steps"));
        }
    }

    @Test
    void whoWatchesAllHearsOfARunThatBegins() throws Exception {
        PlanId plan = server.plan("events-all");
        try (Stream<String> lines = listen("vera", "/api/v1/events").body()) {
            Iterator<String> told = lines.iterator();
            assertThat(next(told)).contains("plans", "runs", "alarms");

            Run run = server.start("switchover", plan);
            hear(told, Set.of("runs"));
            server.approve(run.id());
            server.ended(run.id());
        }
    }

    @Test
    void withoutALoginAndOfNoRunNothingIsTold() throws Exception {
        assertThat(listen("", "/api/v1/events").statusCode()).isEqualTo(401);
        assertThat(listen("vera", "/api/v1/runs/nowhere-1/events").statusCode()).isEqualTo(404);
        assertThat(listen("", "/overview/events").uri().getPath())
                .as("a page's stream without a session")
                .isEqualTo("/overview/events");
        assertThat(listen("", "/overview/events").statusCode()).isEqualTo(302);
    }

    private HttpResponse<Stream<String>> listen(String user, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/event-stream");
        if (!user.isEmpty()) {
            String login = user + ":" + user + "-pw";
            String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    /** The parts that the next event names. */
    private List<String> next(Iterator<String> lines) throws IOException {
        String line = lines.next();
        while (!line.startsWith("data:")) {
            line = lines.next();
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : json.readTree(line.substring(5)).get("parts")) {
            parts.add(part.asText());
        }
        return parts;
    }

    /** Listens until all these parts were named, in one event or in several; the time of the test is the limit. */
    private void hear(Iterator<String> lines, Set<String> wanted) throws IOException {
        Set<String> heard = new HashSet<>();
        while (!heard.containsAll(wanted)) {
            heard.addAll(next(lines));
        }
    }
}
