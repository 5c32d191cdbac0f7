package io.changeover.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import io.changeover.report.paper.Press;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportFormatsTest {
    private final ReportHtml html = new ReportHtml();

    @Test
    void jsonWritesTimesAndDurationsAsIso() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(new Press().json(SampleRun.switchover().ended(RunOutcome.COMPLETED, 1_183_300)));
        assertThat(json.at("/times/startedAt").asText()).isEqualTo("2026-03-14T02:58:07.250Z");
        assertThat(json.at("/outage/achieved").asText()).isEqualTo("PT1M30.94S");
        assertThat(json.at("/recoveryPoint/achieved").asText()).isEqualTo("PT0S");
        assertThat(json.at("/steps/5/operations/3/state").asText()).isEqualTo("SKIPPED");
        assertThat(json.at("/steps/0/operations/6/outputs/lagMillis").asText()).isEqualTo("3");
    }

    @Test
    void pageNamesNoOtherHostAndRunsNoScript() {
        String page = html.write(SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300));
        assertThat(page.replace("http://www.w3.org/2000/svg", "")
                        .replace("http://10.0.2.21:8080/health", "")
                        .replace("<link rel=\"icon\" href=\"data:,\">", "")) // keeps a browser from asking for one
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContain(" th:");
    }

    @Test
    void pageEscapesWhatTheRecordsSay() {
        String hostile = "<script>alert(1)</script>\"'&";
        RunReport report = new SampleRun()
                .step(hostile, StepState.DECIDING, 0, -1)
                .decision(Decision.Kind.FAILURE, 1, hostile, hostile, hostile, hostile, 10, 20)
                .event(30, hostile, hostile, hostile)
                .under(RunState.RUNNING);
        assertThat(html.write(report)).doesNotContain("<script").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void aDrillSaysWhatItProved() {
        RunReport report = drill(OperationState.DONE).ended(RunType.DRILL, RunOutcome.COMPLETED, 900);
        assertThat(html.write(report))
                .contains("What the drill proved", "1 of 2", "shop-1", "Nothing is left of it, read back.")
                .doesNotContain(" th:");
        assertThat(report.drill().clones()).singleElement().satisfies(clone -> {
            assertThat(clone.made()).isTrue();
            assertThat(clone.duration()).hasMillis(190);
        });
        assertThat(report.drill().rehearsal()).hasMillis(490);

        RunReport left = drill(OperationState.SKIPPED).ended(RunType.DRILL, RunOutcome.FAILED, 900);
        assertThat(html.write(left)).contains("It was not read back that nothing is left.");
        assertThat(left.headline().sentence()).contains("production was not touched");
        assertThat(SampleRun.switchover().ended(RunOutcome.COMPLETED, 1_183_300).drill())
                .isNull();
    }

    private static SampleRun drill(OperationState removed) {
        return new SampleRun()
                .step("Rehearse", StepState.FAILED, 0, 500)
                .operation(Operation.CLONE, "ledger", "ams", OperationState.DONE, 10, 200)
                .operation(Operation.START, "shop-1", "ams", OperationState.DONE, 210, 300)
                .operation(Operation.CHECK, "shop-1", "ams", OperationState.DONE, 310, 400)
                .operation(Operation.CHECK, "shop-1", "ams", OperationState.FAILED, 310, 500)
                .step("Clean up", StepState.DONE, 500, 800)
                .operation(Operation.STOP, "shop-1", "ams", OperationState.DONE, 510, 600)
                .operation(Operation.DISCARD, "ledger", "ams", removed, 610, 700);
    }

    @Test
    void whoWasToldWhatIsThereOnlyWhereThePlanNamesReceivers() {
        Notification.Fact fact = new Notification.Fact(
                RunState.RUNNING, Optional.empty(), Optional.empty(), "It has started", Optional.empty());
        Notification.Delivery delivery = new Notification.Delivery(
                Notification.State.GIVEN_UP,
                7,
                SampleRun.at(0),
                Optional.empty(),
                Optional.of(503),
                "",
                Optional.of("the receiver answered 503, wanted 2xx"));
        RunReport told = new SampleRun()
                .told(new Notification(
                        "id-1",
                        SampleRun.ID,
                        "tickets",
                        1,
                        NotificationEvent.DECISION_NEEDED,
                        SampleRun.at(0),
                        fact,
                        delivery))
                .under(RunState.RUNNING);

        assertThat(html.write(told))
                .contains("Who was told", "tickets", "decision-needed", "given up", "answered 503, wanted 2xx");
        RunReport silent = new SampleRun().under(RunState.RUNNING);
        assertThat(html.write(silent)).doesNotContain("Who was told");
        assertThat(new Press().json(silent)).doesNotContain("notifications");
        assertThat(new Press().json(told)).contains("\"state\" : \"GIVEN_UP\"");
    }

    @Test
    void pictureIsWellFormedAndHasATextAlternative() throws Exception {
        String page = html.write(SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300));
        String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
        Document picture =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("Timeline of shop-12: 19 min 43 s from 2026-03-14 02:58:07 UTC");
        assertThat(svg).contains("outage 1 min 30 s", "point of no return", "18 min 9 s");
    }

    @Test
    void pictureDrawsTwoThousandOperationsAsOneShapeAndWhatWasSkippedOverIt() {
        RunReport report = ReportPreview.large().ended(RunOutcome.COMPLETED, 9_000);
        Timeline timeline = Timeline.of(report);
        assertThat(timeline.rows().get(0).operations())
                .singleElement()
                .satisfies(bar -> assertThat(bar.title()).startsWith("STOP of app-700 at fra: skipped"));
        assertThat(timeline.rows().get(0).load()).startsWith("M").endsWith("Z");
        assertThat(timeline.rows().get(1).operations()).hasSize(1);
        assertThat(html.write(report)).contains("app-1999");
    }

    @Test
    void longWaitLeavesRoomForTheWork() {
        RunReport report = SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300);
        Timeline timeline = Timeline.of(report);
        assertThat(timeline.waits())
                .hasSize(2)
                .allSatisfy(wait -> assertThat(wait.width()).isLessThan(65));
        assertThat(timeline.rows().get(1).bar().width()).isGreaterThan(40);
    }

    @Test
    void reportOfARunThatHasNotBegunAnyStepCanBeWritten() {
        assertThat(html.write(new SampleRun().under(RunState.RUNNING))).contains("is under way");
    }
}
