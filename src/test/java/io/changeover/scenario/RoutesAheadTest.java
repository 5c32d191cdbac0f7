package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is done to routes while the service still runs. */
@SimulatedTest
class RoutesAheadTest {
    @Autowired
    private SimulatedServer server;

    @Test
    void routesAreShortenedBeforeAnythingIsStopped() {
        PlanId plan = server.plan("shortened");

        Run run = server.move("switchover", plan);

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects())
                .startsWith("SHORTEN www@fra")
                .containsSubsequence("SHORTEN www@fra", "STOP shop-1@fra", "SWITCH www@ams")
                .doesNotContain("RESTORE www@fra");
    }

    @Test
    void aRouteThatCannotBeShortenedStopsTheRunWhileTheServiceRuns() {
        PlanId plan = server.plan("not-shortened");
        server.sites.faults().refuse("SHORTEN www@fra");
        Run run = server.approved("switchover", plan);

        assertThat(server.failure(run.id()).evidence())
                .singleElement()
                .asString()
                .contains("shorten www at fra", "is refused");
        server.decide(run.id(), "abort", "not tonight");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        server.assertSourceServes(plan);
    }

    @Test
    void anAbortTakesItBackLast() {
        PlanId plan = server.plan("restored");
        server.sites.faults().refuse("SYNC ledger@ams");
        Run run = server.approved("switchover", plan);
        server.failure(run.id());

        server.decide(run.id(), "abort", "not tonight");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.effects()).endsWith("RESTORE www@fra").containsOnlyOnce("RESTORE www@fra");
        server.assertSourceServes(plan);
    }
}
