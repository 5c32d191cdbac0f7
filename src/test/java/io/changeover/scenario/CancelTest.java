package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.port.EventLog;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.Verb;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A person ends what hangs without ending the run. */
@SimulatedTest
class CancelTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private EventLog events;

    @TempDir
    private Path folder;

    @Test
    void whatHangsEndsAsUnknownAndIsDecidedAndTheRecordSaysWhoAndWhy() {
        Run run = hanging("cancel-hang", "STOP ledger@fra", "operation: 60s");

        server.control.cancel(run.id(), current(run).number(), "olga", "the ledger hangs");

        Decision asked = server.failure(run.id());
        assertThat(asked.evidence()).anyMatch(line -> line.contains("cancelled by olga: the ledger hangs"));
        OperationRecord ended = operation(run, "ledger", OperationState.FAILED);
        assertThat(ended.verdict()).contains(Verdict.UNKNOWN);
        assertThat(ended.errorCode()).contains("OPERATION_CANCELLED");
        assertThat(ended.message().orElseThrow())
                .isEqualTo("ledger at fra, on fra-1 (127.0.0.1): ended before its time; whether it had an effect is not"
                        + " known; cancelled by olga: the ledger hangs");
        assertThat(events.ofRun(run.id())).anySatisfy(event -> {
            assertThat(event.actor() + " " + event.what()).isEqualTo("olga CANCELLED");
            assertThat(event.detail()).contains("STOP ledger at fra: the ledger hangs");
        });
        assertThat(server.now(run.id()).state()).isEqualTo(RunState.RUNNING);

        server.sites.faults().clear();
        server.control.use(Verb.RETRY, run.id(), current(run).number(), "olga", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects("STOP ledger@fra")).isEqualTo(1);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void ofManyOnlyTheOneThatIsNamedEndsAndTheOthersGoOn() {
        Run run = hanging("cancel-one", "STOP shop-1@fra", "operation: 60s");
        OperationRecord shop1 = operation(run, "shop-1", OperationState.RUNNING);
        server.await("shop-2", () -> server.sites.effects("STOP shop-2@fra") == 1);
        assertThatThrownBy(() -> server.control
                        .step()
                        .cancel(run.id(), current(run).number(), Optional.of(99), OperatorDesk.caller("olga"), "no"))
                .hasMessageContaining("OPERATION_NOT_UNDER_WAY");

        server.control
                .step()
                .cancel(
                        run.id(),
                        current(run).number(),
                        Optional.of(shop1.number()),
                        OperatorDesk.caller("olga"),
                        "it hangs");

        assertThat(server.failure(run.id()).question()).contains("1 of 2 operations failed");
        assertThat(operation(run, "shop-2", OperationState.DONE)).isNotNull();
        server.control.use(Verb.SKIP, run.id(), current(run).number(), "olga", "shop-1 is stopped by hand");
        server.sites.stopByHand("shop-1", "fra");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
    }

    @Test
    void ofAWholeStepNothingMoreBeginsBeforeAPersonHasDecided() {
        Run run = hanging("cancel-rest", "STOP shop-1@fra", "operation: 60s, parallel: 1");

        server.control.cancel(run.id(), current(run).number(), "olga", "it hangs");

        assertThat(server.failure(run.id()).question()).contains("1 of 1 operations failed");
        assertThat(server.sites.calls("STOP shop-2@fra")).isZero();
        assertThat(operation(run, "shop-2", OperationState.PENDING)).isNotNull();
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects("STOP shop-2@fra")).isEqualTo(1);
    }

    @Test
    void inAPausedRunItIsAskedAboutAfterTheResuming() {
        Run run = hanging("cancel-paused", "STOP ledger@fra", "operation: 60s");
        server.control.pause(run.id(), "olga", "a look");

        server.control.cancel(run.id(), current(run).number(), "olga", "it hangs");

        server.await("the end", () -> server.sites.load().now() == 0);
        assertThat(server.decisions.open(Optional.of(run.id()))).isEmpty();
        server.sites.faults().clear();
        server.control.resume(run.id(), "olga", "looked");
        assertThat(server.failure(run.id()).evidence()).anyMatch(line -> line.contains("cancelled by olga"));
        server.decide(run.id(), "abort", "not tonight");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(run.plan());
    }

    @Test
    void anUndoingThatHangsIsDecided() {
        Run run = hanging("cancel-undo", "STOP ledger@fra", "operation: 60s");
        server.sites.faults().swallow("START shop-1@fra");
        server.control.abort(run.id(), "olga", "not tonight");
        server.await("the undoing", () -> server.sites.calls("START shop-1@fra") > 0);

        server.control.cancel(run.id(), current(run).number(), "olga", "it hangs");

        assertThat(server.failure(run.id()).choices()).containsExactly("retry", "skip");
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(run.plan());
    }

    @Test
    void theRemoteCommandIsEndedToo() throws Exception {
        try (ShellSites sites = new ShellSites(folder)) {
            String name = "cancel-remote";
            server.apply(new PlanId(name), sites.plan(name) + "limits: { operation: 60s }\n");
            sites.hold(name, "stop.store.fra.1");
            Run run = server.approved("switchover", new PlanId(name));
            server.await("the store being stopped", () -> sites.held(name, "stop.store.fra.1"));

            server.control.cancel(run.id(), current(run).number(), "olga", "it hangs");

            server.failure(run.id());
            sites.release(name);
            server.decide(run.id(), "retry", "");
            assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
            // Had the first command lived on, it would have stopped the store, too.
            assertThat(sites.effects(name).stream().filter("stop store fra in epoch 1"::equals))
                    .hasSize(1);
            assertThat(sites.calls(name).stream().filter("stop store fra"::equals))
                    .hasSize(2);
            assertThat(sites.violations(name)).isEmpty();
        }
    }

    private Run hanging(String name, String what, String limits) {
        PlanId plan = server.plan(name);
        server.apply(plan, SimulatedServer.yaml(name).replace("operation: 2s", limits));
        server.sites.faults().swallow(what);
        Run run = server.approved("switchover", plan);
        server.await(what, () -> server.sites.calls(what) > 0);
        return run;
    }

    private StepRecord current(Run run) {
        List<StepRecord> all = server.steps.ofRun(run.id());
        return all.get(all.size() - 1);
    }

    private OperationRecord operation(Run run, String target, OperationState state) {
        return server.steps.operations(current(run).id()).stream()
                .filter(one -> one.target().equals(target) && one.state() == state)
                .findFirst()
                .orElseThrow();
    }
}
