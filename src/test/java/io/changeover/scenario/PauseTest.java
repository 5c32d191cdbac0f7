package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatedTest
class PauseTest {
    @Autowired
    private SimulatedServer server;

    @Test
    void inMidStepWhatIsUnderWayEndsAndNothingMoreBegins() {
        Run run = pausedWhileStopping("pause-mid-step");

        assertThat(server.sites.effects("STOP shop-1@fra") + server.sites.effects("STOP shop-2@fra"))
                .isEqualTo(1);
        server.control.resume(run.id(), "olga", "looked fine");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.calls("STOP shop-1@fra")).isEqualTo(1);
        assertThat(server.sites.calls("STOP shop-2@fra")).isEqualTo(1);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void aPausedRunMayBeAborted() {
        Run run = pausedWhileStopping("pause-then-abort");

        server.control.abort(run.id(), "olga", "not tonight");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(run.plan());
    }

    /** One of two shops is stopped, the other is not begun, and nothing is under way. */
    private Run pausedWhileStopping(String name) {
        PlanId plan = server.plan(name);
        server.apply(plan, SimulatedServer.yaml(name).replace("operation: 2s", "operation: 30s, parallel: 1"));
        server.sites.faults().hold("STOP shop-1@fra");
        Run run = server.approved("switchover", plan);
        server.await("a shop being stopped", () -> server.sites.load().most("STOP") > 0);

        server.control.pause(run.id(), "olga", "a second look");
        server.sites.faults().release("STOP shop-1@fra");

        Awaitility.await("that nothing is under way")
                .during(Duration.ofMillis(700))
                .atMost(Duration.ofSeconds(10))
                .until(() -> server.sites.load().now() == 0);
        assertThat(server.now(run.id()).state()).isEqualTo(RunState.PAUSED);
        return run;
    }

    @Test
    void atAnApprovalNobodyDecidesUntilItIsResumed() {
        PlanId plan = server.plan("pause-approval");
        Run run = server.start("switchover", plan);
        String task = server.question(run.id()).task();
        server.control.pause(run.id(), "olga", "a second look");

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, task, "approve", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("RUN_PAUSED");
        assertThatThrownBy(() -> server.control.pause(run.id(), "olga", "again"))
                .hasMessageContaining("RUN_NOT_RUNNING");
        assertThatThrownBy(() -> server.control.resume(run.id(), "olga", " ")).hasMessageContaining("REASON_MISSING");

        server.control.resume(run.id(), "olga", "looked fine");
        server.approve(run.id());
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void atAFailedStepNobodyDecidesUntilItIsResumed() {
        PlanId plan = server.plan("pause-decision");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        server.failure(run.id());
        server.control.pause(run.id(), "olga", "a second look");

        assertThatThrownBy(() -> server.decide(run.id(), "retry", "")).hasMessageContaining("RUN_PAUSED");

        server.sites.faults().clear();
        server.control.resume(run.id(), "olga", "looked fine");
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }
}
