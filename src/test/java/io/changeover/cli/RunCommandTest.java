package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.BlockerView;
import io.changeover.api.model.ControlView;
import io.changeover.api.model.ErrorView;
import io.changeover.api.model.RunbookView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RunCommandTest extends CliTest {
    private static final String[] START = {"run", "start", "switchover", "shop", "--reason", "CHG-1042"};

    @Test
    void startShowsWhatMovesWhereAndAsksForThePlansName() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());
        server.answer("POST /runs", 201, Samples.run("RUNNING", null));

        assertThat(answering("shop\n", START)).isZero();
        assertThat(err().lines())
                .containsExactly(
                        "switchover of plan 'shop' (version 3)",
                        "  from fra (active)  to ams",
                        "  stops at fra, in this order: app (2 instances), database (1 instance)",
                        "  becomes writable at ams: ledger",
                        "  starts at ams, in this order: database (1 instance), app (2 instances)",
                        "  points to ams: www",
                        "  objectives: RPO 30.0 s, RTO 5 min 0 s",
                        "Type the plan's name to go on: ");
        assertThat(out()).contains("shop-12 started");
        assertThat(server.asked.get(1).body())
                .isEqualTo("{\"runbook\":\"switchover\",\"plan\":\"shop\",\"reason\":\"CHG-1042\",\"businessKey\":null,"
                        + "\"dryRun\":false,\"target\":null,\"hold\":false}");
    }

    @Test
    void startWithoutTheRightAnswerStartsNothing() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());

        assertThat(answering("yes\n", START)).isEqualTo(Exit.USAGE);
        assertThat(answering("", START)).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("not started: the answer was nothing, not 'shop' (--yes does not ask)");
        assertThat(server.asked).noneMatch(asked -> asked.what().startsWith("POST"));
    }

    @Test
    void aDryRunIsNotAskedAbout() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());
        server.answer("POST /runs", 201, Samples.run("RUNNING", null));

        assertThat(run("run", "start", "switchover", "shop", "--reason", "x", "--dry-run", "--key", "k"))
                .isZero();
        assertThat(server.asked.get(1).body()).contains("\"dryRun\":true").contains("\"businessKey\":\"k\"");
    }

    @Test
    void aRefusalListsEveryBlockerAndTheRunInTheWay() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());
        server.answer(
                "POST /runs",
                409,
                new ErrorView(
                        409,
                        "The run cannot start",
                        null,
                        "BLOCKED",
                        List.of(
                                new BlockerView("PLAN_HELD", "plan shop is held by run shop-11"),
                                new BlockerView("LAG_TOO_HIGH", "dataset ledger is 40 s behind, allowed are 5 s")),
                        List.of(),
                        "shop-11"));

        assertThat(answering("shop\n", START)).isEqualTo(Exit.REFUSED);
        assertThat(err())
                .contains("changeover: refused: The run cannot start")
                .contains("  PLAN_HELD: plan shop is held by run shop-11")
                .contains("  LAG_TOO_HIGH: dataset ledger is 40 s behind, allowed are 5 s")
                .contains("  run: shop-11");
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestIsAnUnknownOutcomeAndNotRepeated() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());
        server.drop("POST /runs");

        assertThat(answering("shop\n", START)).isEqualTo(Exit.UNKNOWN);
        assertThat(err())
                .contains("outcome unknown:")
                .contains("whether the change was made is not known")
                .contains("changeover run list --plan shop");
        assertThat(server.asked)
                .filteredOn(asked -> asked.what().equals("POST /runs"))
                .hasSize(1);
    }

    @Test
    void silenceAfterAChangeIsAnUnknownOutcome() {
        server.hang("POST /runs/shop-12/abort");

        assertThat(run("run", "abort", "shop-12", "--reason", "x", "--timeout", "1", "--yes"))
                .isEqualTo(Exit.UNKNOWN);
        assertThat(err()).contains("no answer from " + server.address() + " within 1 s");
    }

    @Test
    void abortPauseAndResumeSendTheirReason() throws IOException {
        for (String verb : List.of("abort", "pause", "resume")) {
            server.answer("POST /runs/shop-12/" + verb, 200, Samples.run("PAUSED", null));

            assertThat(answering("shop\n", "run", verb, "shop-12", "--reason", "because"))
                    .isZero();
            assertThat(out()).isEqualToIgnoringNewLines("shop-12: PAUSED");
            assertThat(run("run", verb, "shop-12")).isEqualTo(Exit.USAGE);
        }
        assertThat(server.asked).hasSize(3).allMatch(asked -> asked.body().equals("{\"reason\":\"because\"}"));
    }

    @Test
    void cancelEndsTheOnlyStepThatIsUnderWayOrTheOneThatIsNamed() throws IOException {
        server.answer("GET /runs/shop-12", 200, Samples.offering(Samples.control("cancel", 3, true)));
        server.answer("POST /runs/shop-12/steps/3/cancel", 200, Samples.run("RUNNING", null));
        server.answer("POST /runs/shop-12/steps/4/cancel?operation=2", 200, Samples.run("RUNNING", null));

        assertThat(run("run", "cancel", "shop-12", "--reason", "it hangs")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("shop-12: step 3 is being ended; the run asks what now");
        assertThat(run("run", "cancel", "shop-12", "--step", "4", "--operation", "2", "--reason", "it hangs"))
                .isZero();
        assertThat(server.asked)
                .filteredOn(asked -> asked.what().startsWith("POST"))
                .hasSize(2)
                .allMatch(asked -> asked.body().equals("{\"reason\":\"it hangs\"}"));
        assertThat(run("run", "cancel", "shop-12", "--step", "4")).isEqualTo(Exit.USAGE);
    }

    @Test
    void cancelWithoutAStepSaysWhyThereIsNoneOrWhichThereAre() throws IOException {
        server.answer("GET /runs/shop-12", 200, Samples.offering(Samples.control("cancel", 3, false)));
        server.answer(
                "GET /runs/shop-13",
                200,
                Samples.offering(Samples.control("cancel", 3, true), Samples.control("cancel", 5, true)));

        assertThat(run("run", "cancel", "shop-12", "--reason", "x")).isEqualTo(Exit.FAILED);
        assertThat(err()).contains("nothing of run shop-12 is under way: step 3 waits for a decision");
        assertThat(run("run", "cancel", "shop-13", "--reason", "x")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("2 steps under way; name one with --step: [3, 5]");
        assertThat(server.asked).noneMatch(asked -> asked.what().startsWith("POST"));
    }

    @Test
    void retryAndSkipAnswerTheOnlyQuestion() throws IOException {
        server.answer("GET /decisions?run=shop-12", 200, List.of(Samples.failure("t-1")));
        server.answer("POST /decisions/t-1", 200, Samples.failure("t-1"));

        assertThat(run("run", "retry", "shop-12")).isZero();
        assertThat(run("run", "skip", "shop-12")).isEqualTo(Exit.USAGE);
        assertThat(run("run", "skip", "shop-12", "--reason", "done by hand", "--yes"))
                .isZero();
        assertThat(server.asked)
                .filteredOn(asked -> asked.what().startsWith("POST"))
                .extracting(StandIn.Asked::body)
                .containsExactly(
                        "{\"choice\":\"retry\",\"reason\":\"\"}", "{\"choice\":\"skip\",\"reason\":\"done by hand\"}");
    }

    @Test
    void showEndsWithWhatMayBeDoneNow() throws IOException {
        server.answer(
                "GET /runs/shop-12",
                200,
                Samples.offering(
                        new ControlView("pause", null, true, List.of()),
                        Samples.control("cancel", 3, true),
                        Samples.control("retry", 3, false)));
        server.answer("GET /runs/shop-12/notifications", 200, List.of());

        assertThat(run("run", "show", "shop-12")).isZero();
        assertThat(out()).endsWith("you may now: pause, cancel step 3\n");
    }

    @Test
    void decideOnARunAnswersItsOnlyQuestion() throws IOException {
        server.answer("GET /decisions?run=shop-12", 200, List.of(Samples.decision("t-1")));
        server.answer("POST /decisions/t-1", 200, Samples.decision("t-1"));

        assertThat(answering("shop\n", "run", "decide", "shop-12", "--choice", "approve", "--reason", "ok"))
                .isZero();
        assertThat(err()).contains("Switch shop over from fra to ams?", "lag: 0 bytes, 0 ms", "Type the plan's name");
        assertThat(server.asked.get(1).body()).isEqualTo("{\"choice\":\"approve\",\"reason\":\"ok\"}");
        assertThat(run("run", "decide", "shop-12", "--choice", "aprove", "--reason", "ok"))
                .isEqualTo(Exit.USAGE);
        assertThat(err()).contains("'aprove' is no answer to").contains("allowed: approve, decline");
    }

    @Test
    void decideOnARunWithSeveralQuestionsNamesTheTasks() throws IOException {
        server.answer("GET /decisions?run=shop-12", 200, List.of(Samples.decision("t-1"), Samples.decision("t-2")));

        assertThat(run("run", "decide", "shop-12", "--choice", "approve", "--reason", "ok"))
                .isEqualTo(Exit.USAGE);
        assertThat(err()).contains("name the task").contains("t-1").contains("t-2");
    }

    @Test
    void decideTakesATaskAsWell() throws IOException {
        String task = "3f1f6a52-9a51-11ee-b9d1-0242ac120002";
        server.answer("POST /decisions/" + task, 200, Samples.decision(task));

        assertThat(run("run", "decide", task, "--choice", "decline", "--reason", "no"))
                .isZero();
    }

    @Test
    void whatCannotBeTakenBackIsAskedAboutUnlessAScriptSaysYes() throws IOException {
        String task = "3f1f6a52-9a51-11ee-b9d1-0242ac120002";
        server.answer("GET /decisions", 200, List.of(Samples.decision(task)));
        server.answer("GET /decisions?run=shop-12", 200, List.of(Samples.failure("t-1")));
        String[][] dangerous = {
            {"run", "abort", "shop-12", "--reason", "x"},
            {"run", "unplanned", "shop-12", "--reason", "x"},
            {"run", "skip", "shop-12", "--reason", "x"},
            {"run", "decide", "shop-12", "--choice", "abort", "--reason", "x"},
            {"run", "decide", task, "--choice", "approve", "--reason", "x"},
            {"plan", "acknowledge", "shop", "--active", "ams", "--reason", "x"}
        };
        for (String[] command : dangerous) {
            assertThat(answering("ship\n", command)).as("%s", (Object) command).isEqualTo(Exit.USAGE);
            assertThat(err()).contains("the answer was 'ship', not 'shop' (--yes does not ask)");
        }
        assertThat(server.asked).noneMatch(asked -> asked.what().startsWith("POST"));

        server.answer("POST /decisions/" + task, 200, Samples.decision(task));
        assertThat(run("run", "decide", task, "--choice", "approve", "--reason", "x", "--yes"))
                .isZero();
    }

    @Test
    void shellsGetTheNamesOfPlansAndRunsWhereTheyFit() throws IOException {
        server.answer("GET /plans", 200, List.of(Samples.plan(null)));
        server.answer("GET /runs", 200, List.of(Samples.run("RUNNING", null)));

        assertThat(run("names", "--", "plan", "show")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("shop");
        assertThat(run("names", "--", "run", "list", "--state", "RUNNING", "--plan"))
                .isZero();
        assertThat(out()).isEqualToIgnoringNewLines("shop");
        assertThat(run("names", "--", "run", "watch")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("shop-12");
        server.answer("GET /runbooks", 200, List.of(runbook("move-out", "switchover"), runbook("decide", null)));
        assertThat(run("names", "--", "run", "start")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("move-out");
        assertThat(run("names", "--", "run", "start", "switchover")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("shop");
        assertThat(run("names", "--", "run", "abort", "shop-12", "--reason")).isZero();
        assertThat(out()).isEmpty();
        server.close();
        assertThat(run("names", "--", "plan", "show")).isZero();
        assertThat(out() + err()).isEmpty();
        assertThat(run("names", "--", "run", "start")).isZero();
        assertThat(out()).contains("switchover").contains("failover");
    }

    private static RunbookView runbook(String id, @Nullable String runType) {
        return new RunbookView(id, id, runType, 1, "1.0.0", Samples.TEN, null, null, 0);
    }

    @Test
    void decisionsAreShownWithEvidenceAndAnswers() throws IOException {
        server.answer("GET /decisions", 200, List.of(Samples.decision("t-1")));

        assertThat(run("decisions")).isZero();
        assertThat(out())
                .contains("shop-12  APPROVAL: Switch shop over from fra to ams?")
                .contains("lag: 0 bytes, 0 ms")
                .contains("answers: approve, decline")
                .contains("changeover run decide shop-12 --choice");
    }

    @Test
    void listFiltersAndShowsWhoAndHowLong() throws IOException {
        server.answer("GET /runs?plan=shop&state=ENDED", 200, List.of(Samples.run("ENDED", "COMPLETED")));

        assertThat(run("run", "list", "--plan", "shop", "--state", "ENDED")).isZero();
        assertThat(out()).contains("shop-12  switchover  fra   ams  ENDED  COMPLETED  2026-03-01 10:00:00  4.2 s  ann");
    }

    @Test
    void showPrintsTheWholeRunOnce() throws IOException {
        server.answer("GET /runs/shop-12", 200, Samples.ended("COMPLETED", "DONE", "it is stopped"));
        server.answer(
                "GET /runs/shop-12/notifications",
                200,
                List.of(Samples.notification("tickets", "SENT"), Samples.notification("on-call", "PENDING")));

        assertThat(run("run", "show", "shop-12")).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "10:00:00.000  shop-12: switchover of plan shop, fra -> ams, started by ann: CHG-1042",
                        "10:00:00.000  step 1 Stop instances [app]",
                        "10:00:00.850    stop shop-1 at fra: DONE CHANGED it is stopped (850 ms, 2 attempts)",
                        "10:00:00.900  step 1 Stop instances [app]: DONE 900 ms",
                        "10:00:04.200  shop-12 ended: COMPLETED after 4.2 s",
                        "10:00:00.000  ann started CHG-1042",
                        "not told: on-call of 'started', PENDING after 3 tries: no answer within 10 s");
        assertThat(run("run", "show", "shop-12", "-o", "json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out())
                        .at("/steps/0/operations/0/attempts")
                        .asInt())
                .isEqualTo(2);
    }
}
