package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.notify.WebhookReceiver.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** How notifications reach receivers that are away, broken or slow. */
@SimulatedTest
class DeliveryTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private JdbcTemplate jdbc;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private Told told;

    @BeforeEach
    void open() throws Exception {
        told = new Told(server, jdbc, port, folder);
    }

    @AfterEach
    void close() {
        told.close();
    }

    @Test
    void aReceiverThatIsAwayHoldsUpNothingAndIsToldInOrderOnceItIsBack() throws Exception {
        PlanId plan = told.plan("notify-away", "");
        told.receiver.away();

        Run run = server.move("switchover", plan);

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        server.await(
                "two tries", () -> told.shown(run.id()).get(0).path("attempts").asInt() >= 2);
        JsonNode first = told.shown(run.id()).get(0);
        assertThat(first.path("state").asText()).isEqualTo("PENDING");
        assertThat(first.path("error").asText()).isNotBlank();
        assertThat(first.path("nextAttemptAt").asText()).isNotBlank();
        assertThat(told.shown(run.id()).get(1).path("attempts").asInt()).isZero();
        String report =
                told.http.get("vera", "/api/v1/runs/" + run.id() + "/report").body();
        assertThat(report).contains("\"notifications\"", "\"PENDING\"");
        told.receiver.open();

        told.awaitEvents(run.id(), "1 started", "2 approval-needed", "3 ended");
        told.awaitShown(run.id(), "started SENT", "approval-needed SENT", "ended SENT");
        assertThat(told.receiver.requests()).hasSize(3);
    }

    @Test
    void aRequestThatFailsIsSentAgainBeforeItsSuccessorWithTheSameId() throws Exception {
        PlanId plan = told.plan("notify-500", "");
        told.receiver.say("out of order, by the way: " + Told.SECRET);
        told.receiver.answerNext(500, 503, 302);

        Run run = server.move("switchover", plan);

        told.awaitEvents(run.id(), "1 started", "2 approval-needed", "3 ended");
        told.awaitShown(run.id(), "started SENT", "approval-needed SENT", "ended SENT");
        List<Request> requests = told.receiver.requests();
        assertThat(requests)
                .extracting(request -> request.event() + " " + request.status())
                .containsExactly(
                        "started 500", "started 503", "started 302", "started 200", "approval-needed 200", "ended 200");
        assertThat(requests.subList(0, 4))
                .extracting(Request::id)
                .containsOnly(requests.get(0).id());
        assertThat(told.shown(run.id()).get(0).path("attempts").asInt()).isEqualTo(4);
        String everything = Stream.of("", "/notifications", "/report")
                .map(path -> {
                    try {
                        return told.http
                                .get("vera", "/api/v1/runs/" + run.id() + path)
                                .body();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .reduce("", String::concat);
        assertThat(everything).contains("out of order, by the way: •••").doesNotContain(Told.SECRET);
    }

    @Test
    void aSlowReceiverHoldsUpNoRun() {
        PlanId plan = told.plan("notify-slow", "");
        CountDownLatch gate = told.receiver.hold();

        Run run = server.move("switchover", plan);

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(told.receiver.accepted()).isEmpty();
        gate.countDown();
        told.awaitEvents(run.id(), "1 started", "2 approval-needed", "3 ended");
    }

    @Test
    void afterADayItIsGivenUpForAllToSeeAndTheNextOneHasItsTurn() throws Exception {
        PlanId plan = told.plan("notify-late", "");
        told.receiver.away();
        Run run = server.move("switchover", plan);
        server.await("a try", () -> told.shown(run.id()).get(0).path("attempts").asInt() >= 1);

        jdbc.update(
                "update notification set at = dateadd('hour', -25, at) where run = ? and sequence = 1",
                run.id().value());
        server.await(
                "that it is given up",
                () -> told.shown(run.id()).get(0).path("state").asText().equals("GIVEN_UP"));
        assertThat(told.http.get("vera", "/runs/" + run.id() + "/report").status())
                .isNotEqualTo(500);
        told.receiver.open();

        told.awaitEvents(run.id(), "2 approval-needed", "3 ended");
        told.awaitShown(run.id(), "started GIVEN_UP", "approval-needed SENT", "ended SENT");
    }
}
