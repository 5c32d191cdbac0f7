package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.Drills;
import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Drills on simulated sites: whatever becomes of one, nothing of it is left and production was read only. */
@SimulatedTest
class DrillTest {
    private static final List<String> MADE = List.of("CLONE ledger@ams", "START ledger@ams", "START shop-1@ams");
    private static final List<String> REMOVED = List.of("STOP shop-1@ams", "STOP ledger@ams", "DISCARD ledger@ams");

    @Autowired
    private SimulatedServer server;

    @Autowired
    private Drills drills;

    @Autowired
    private RuntimeService engine;

    @Test
    void itClonesStartsAsksAndRemovesAllOfIt() {
        PlanId plan = drilled("drill-passes", "");
        assertThat(drills.of(server.status(plan)).overdue()).as("never drilled").isTrue();

        Run run = server.start("drill", plan);

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).containsExactlyElementsOf(all());
        assertThat(server.sites.told("START shop-1@ams"))
                .containsEntry("CHANGEOVER_DRILL", "1")
                .containsEntry("CHANGEOVER_DRILL_FOLDER", "/srv/drill");
        assertThat(server.sites.told("STATUS shop-1@ams")).doesNotContainKey("CHANGEOVER_DRILL");
        assertNothingLeft(plan);
        assertThat(drills.of(server.status(plan)).overdue()).isFalse();
        assertThat(drills.of(server.status(plan)).due().orElseThrow())
                .isEqualTo(server.now(run.id()).endedAt().orElseThrow().plus(Duration.ofDays(90)));
    }

    @Test
    void aCheckThatFailsLeadsToTheCleanUpAndIsNoPass() {
        PlanId plan = drilled("drill-fails", "");
        server.sites.faults().refuse("CHECK shop-1@ams");

        Run run = server.start("drill", plan);

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.FAILED);
        assertThat(server.sites.effects()).containsExactlyElementsOf(all());
        assertNothingLeft(plan);
        assertThat(drills.of(server.status(plan)).overdue()).isTrue();
        assertThat(drills.of(server.status(plan)).last().map(Run::id)).contains(run.id());
    }

    @Test
    void aCloneThatFailsHalfWayIsRemoved() {
        PlanId plan = drilled("drill-half", "");
        server.sites.faults().loseAnswer("CLONE ledger@ams");
        server.sites.faults().refuse("START ledger@ams");

        Run run = server.start("drill", plan);

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.FAILED);
        assertThat(server.sites.effects()).containsExactly("CLONE ledger@ams", "DISCARD ledger@ams");
        assertNothingLeft(plan);
    }

    @Test
    void heldOpenItStandsUntilSomebodyEndsIt() {
        PlanId plan = drilled("drill-held", "");

        Run run = server.start(SimulatedServer.OLGA, "drill", plan, Map.of("hold", true));

        Decision question = server.question(run.id());
        assertThat(question.kind()).isEqualTo(Decision.Kind.DRILL);
        assertThat(question.choices()).containsExactly("end");
        assertThat(server.sites.apart()).containsExactlyInAnyOrder("clone of ledger", "ledger", "shop-1");
        assertThat(server.status(plan).state()).isEqualTo(PlanState.TESTING);
        assertThatThrownBy(() -> server.control.pause(run.id(), "olga", "lunch"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("DRILL_NOT_PAUSED");
        server.door.answer(SimulatedServer.OLGA, question.task(), "end", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertNothingLeft(plan);
    }

    @Test
    void forgottenItIsRemovedAtItsLimit() {
        PlanId plan = drilled("drill-forgotten", ", limit: 1s");

        Run run = server.start(SimulatedServer.OLGA, "drill", plan, Map.of("hold", true));

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertNothingLeft(plan);
        assertThat(server.decisions.ofRun(run.id()))
                .as("the question is withdrawn")
                .isEmpty();
    }

    @Test
    void abortedOrDeletedInTheEngineItIsRemovedAllTheSame() {
        PlanId plan = drilled("drill-aborted", "");
        Run aborted = server.start(SimulatedServer.OLGA, "drill", plan, Map.of("hold", true));
        server.question(aborted.id());
        server.control.abort(aborted.id(), "olga", "the machine is needed");
        assertThat(server.ended(aborted.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.calls("CHECK shop-1@fra"))
                .as("production read back")
                .isPositive();
        assertNothingLeft(plan);

        Run deleted = server.start(SimulatedServer.OLGA, "drill", plan, Map.of("hold", true));
        server.question(deleted.id());
        engine.deleteProcessInstance(deleted.processInstance(), "by hand");
        assertThat(server.ended(deleted.id()).outcome()).contains(RunOutcome.ABORTED);
        assertNothingLeft(plan);
    }

    @Test
    void aCleanUpThatFailsIsDecidedAndRepeated() {
        PlanId plan = drilled("drill-stuck", "");
        server.sites.faults().refuse("DISCARD ledger@ams");
        Run run = server.start("drill", plan);

        server.failure(run.id());
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertNothingLeft(plan);
    }

    @Test
    void aCleanUpThatWasSkippedIsMadeUpForByOneAlone() {
        PlanId plan = drilled("drill-skipped", "");
        server.sites.faults().refuse("DISCARD ledger@ams");
        Run run = server.start("drill", plan);
        server.failure(run.id());
        server.decide(run.id(), "skip", "the disk is looked at first");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.apart()).containsExactly("clone of ledger");
        server.sites.faults().clear();

        Run alone = server.start("drill-cleanup", plan);

        assertThat(server.ended(alone.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertNothingLeft(plan);
        assertThat(drills.of(server.status(plan)).last().map(Run::id))
                .as("it drilled nothing")
                .contains(run.id());
        assertThat(drills.of(server.status(plan)).overdue()).isTrue();
    }

    @Test
    void itAsksOnlyWhereThePlanNamesApproversAndADryRunMakesNothing() {
        PlanId plan = drilled("drill-approved", "");
        server.apply(plan, yaml(plan.value(), "") + "approvals: { drill: { notRequester: true } }\n");
        Run dry = server.start(SimulatedServer.OLGA, "drill", plan, Map.of("dryRun", true, "hold", true));
        assertThat(server.ended(dry.id()).outcome()).contains(RunOutcome.REHEARSED);
        assertThat(server.sites.effects()).isEmpty();

        Run run = server.start("drill", plan);
        assertThat(server.question(run.id()).question()).contains("be drilled at ams");
        server.door.answer(SimulatedServer.ANTON, server.question(run.id()).task(), "decline", "not now");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.DECLINED);
        assertThat(server.sites.effects()).isEmpty();
    }

    @Test
    void aPlanThatSaysNothingOfDrillsIsRefused() {
        PlanId plan = server.plan("drill-unknown");

        assertThatThrownBy(() -> server.start("drill", plan))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("DRILL_NOT_SET");
        assertThat(drills.of(server.status(plan)).overdue()).isFalse();
    }

    private static List<String> all() {
        return List.of(MADE, REMOVED).stream().flatMap(List::stream).toList();
    }

    private void assertNothingLeft(PlanId plan) {
        assertThat(server.sites.apart()).isEmpty();
        server.assertSourceServes(plan);
        assertThat(server.status(plan).epoch()).isEqualTo(1);
        List<Run> runs = server.runs.newest(Optional.of(plan), 1);
        assertThat(server.steps.operationsOf(runs.get(0).id()))
                .as("what was changed at the serving site")
                .noneMatch(
                        one -> one.operation().changing() && one.site().value().equals("fra"));
    }

    private PlanId drilled(String name, String more) {
        PlanId plan = server.plan(name);
        server.apply(plan, yaml(name, more));
        return plan;
    }

    static String yaml(String name, String more) {
        return SimulatedServer.yaml(name)
                        .replace("name: ledger, connector: sim, fra", "name: ledger, connector: sim, drill: {}, fra")
                        .replace(
                                "name: shop-1, connector: sim",
                                "name: shop-1, connector: sim, drill: { check: { sim: apart, within: 1s } }")
                        .replace("connector: sim, rpo: 5s", "connector: sim, rpo: 5s, drill: {}")
                + "drill: { folder: /srv/drill%s }\n".formatted(more);
    }
}
