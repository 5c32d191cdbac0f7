package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.notify.WebhookReceiver.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a receiver learns of real runs on simulated sites. */
@SimulatedTest
class NotificationTest {
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
    void aMoveIsToldFromItsStartToItsEnd() throws Exception {
        PlanId plan = told.plan("notify-move", "");

        Run run = server.move("switchover", plan);

        told.awaitEvents(run.id(), "1 started", "2 approval-needed", "3 ended");
        told.awaitShown(run.id(), "started SENT", "approval-needed SENT", "ended SENT");
        List<Request> requests = told.receiver.requests();
        assertThat(requests).hasSize(3).allMatch(Request::accepted);
        assertThat(requests).extracting(Request::id).doesNotHaveDuplicates();
        JsonNode asked = requests.get(1).json();
        assertThat(asked.at("/question/text").asText()).startsWith("May plan notify-move move from fra to ams?");
        assertThat(asked.at("/question/choices/0").asText()).isEqualTo("approve");
        assertThat(asked.at("/who").asText()).isEqualTo("olga");
        JsonNode ended = requests.get(2).json();
        assertThat(ended.at("/outcome").asText()).isEqualTo("COMPLETED");
        assertThat(ended.at("/planState").asText()).isEqualTo("ACTIVE");
        assertThat(ended.at("/headline").asText())
                .isEqualTo("Switchover of plan notify-move from fra to ams has ended: completed");
    }

    @Test
    void whatNeedsADecisionAndWhatIsLeftUnprotectedIsTold() {
        PlanId plan = told.plan("notify-decide", "");
        server.sites.faults().refuse("PROTECT ledger@ams");
        Run run = server.start("reprotect", plan);
        told.awaitEvents(run.id(), "1 started", "2 decision-needed");
        assertThat(told.receiver
                        .accepted()
                        .get(1)
                        .json()
                        .at("/question/choices")
                        .toString())
                .isEqualTo("[\"retry\",\"skip\",\"abort\"]");

        server.decide(run.id(), "skip", "ams is being rebuilt");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        told.awaitEvents(run.id(), "1 started", "2 decision-needed", "3 ended", "4 unprotected");
        assertThat(told.receiver.accepted().get(3).json().at("/headline").asText())
                .isEqualTo("Plan notify-decide runs at fra and is not replicated");
    }

    @Test
    void aMoveWithoutReplicationBackIsAnIncidentAndADeclinedRunIsNone() {
        PlanId plan = told.plan("notify-unprotected", "");
        server.sites.faults().refuse("PROTECT ledger@fra");
        Run run = server.move("switchover", plan);
        told.awaitEvents(run.id(), "1 started", "2 approval-needed", "3 ended", "4 unprotected");
        assertThat(told.receiver.accepted().get(3).json().at("/planState").asText())
                .isEqualTo("UNPROTECTED");

        server.sites.faults().clear();
        Run repaired = server.ended(server.start("reprotect", plan).id());
        told.awaitEvents(repaired.id(), "1 started", "2 ended");
        Run declined = server.start("failback", plan);
        server.door.answer(SimulatedServer.ANTON, server.question(declined.id()).task(), "decline", "not today");
        told.awaitEvents(declined.id(), "1 started", "2 approval-needed", "3 ended");
    }

    @Test
    void aReceiverIsToldOnlyWhatItAsksForAndCountsItFromOne() throws Exception {
        PlanId plan = server.plan(
                "notify-some",
                "notify:\n" + told.entry("tickets", ", on: [ended, unprotected]")
                        + told.entry("all", ", on: [started]"));

        Run run = server.move("switchover", plan);

        told.awaitShown(run.id(), "started SENT", "ended SENT");
        assertThat(told.receiver.events(run.id().value())).containsExactlyInAnyOrder("1 started", "1 ended");
        assertThat(told.shown(run.id()))
                .extracting(one -> one.path("receiver").asText())
                .containsExactly("all", "tickets");
    }

    @Test
    void aPlanWithoutReceiversTellsNobodyAndItsReportHasNoWordOfIt() throws Exception {
        PlanId plan = server.plan("notify-none");

        Run run = server.move("switchover", plan);

        assertThat(told.shown(run.id())).isEmpty();
        assertThat(told.http.get("vera", "/api/v1/runs/" + run.id() + "/report").body())
                .doesNotContain("notifications");
        assertThat(told.http.get("vera", "/api/v1/runs/nobody-1/notifications").status())
                .isEqualTo(404);
    }
}
