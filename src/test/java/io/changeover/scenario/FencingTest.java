package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A source that cannot be asked to stop is fenced, by the methods of the plan, before anything is promoted. */
@SimulatedTest
class FencingTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private RepositoryService repository;

    private String deployment = "";

    @BeforeEach
    void deploy() {
        deployment = Rescue.deploy(repository);
    }

    @AfterEach
    void remove() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void methodsAreTriedInTheirOrderUntilOneHasEvidence() {
        PlanId plan = server.plan("fence-in-order", Rescue.METHODS);
        server.sites.stopByHand("ledger", "fra");
        List.of("shop-1", "shop-2").forEach(name -> server.sites.stopByHand(name, "fra"));
        server.sites.faults().refuse("FENCE power@fra", "no answer of the power controller");

        Run run = server.ended(server.start("rescue", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(fencing(run))
                .containsExactly(
                        "FENCE power FAILED: no answer of the power controller",
                        "FENCE gate DONE: FENCE gate@fra",
                        "STOP shop-1 CANCELLED: not needed: gate has given evidence",
                        "STOP shop-2 CANCELLED: not needed: gate has given evidence",
                        "STOP ledger CANCELLED: not needed: gate has given evidence",
                        "ROLE ledger CANCELLED: not needed: gate has given evidence",
                        "FENCE quiet CANCELLED: not needed: gate has given evidence");
        assertThat(server.sites.fenced("gate", "fra")).isTrue();
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
    }

    @Test
    void aRequiredMethodIsTriedAlthoughAnotherOneHasEvidence() {
        PlanId plan = server.plan("fence-required", Rescue.METHODS.replace("gate, ", "gate, required: true, "));
        Rescue.stopAll(server);

        Run run = server.ended(server.start("rescue", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).startsWith("FENCE power@fra", "FENCE gate@fra", "PROMOTE ledger@ams");
    }

    @Test
    void thePlanWithoutMethodsHasTheVerifiedStop() {
        PlanId plan = server.plan("fence-by-stop");

        Run run = server.ended(server.start("rescue", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(fencing(run))
                .contains("FENCE stop DONE: fra takes no writes: shop-1, shop-2, ledger read back as stopped");
        assertThat(server.sites.effects())
                .containsSubsequence("STOP shop-1@fra", "STOP ledger@fra", "PROMOTE ledger@ams")
                .containsSubsequence("STOP shop-2@fra", "STOP ledger@fra");
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void whatSwallowsPacketsHoldsNothingUp() {
        PlanId plan = server.plan("fence-swallow", Rescue.METHODS);
        server.sites.faults().swallow("FENCE power@fra");
        server.sites.faults().swallow("FENCE gate@fra");
        server.sites.faults().swallow("STOP shop-1@fra");

        Run run = server.start("rescue", plan);

        Decision question = server.failure(run.id());
        assertThat(question.choices()).containsExactly("retry", "stated", "abort");
        assertThat(fencing(run))
                .anyMatch(
                        one -> one.startsWith("FENCE power FAILED: power at fra, on ams-1 (127.0.0.2): no end within"))
                .anyMatch(
                        one -> one.startsWith("STOP shop-1 FAILED: shop-1 at fra, on fra-1 (127.0.0.1): no end within"))
                .anyMatch(one -> one.startsWith("STOP ledger PENDING"))
                .anyMatch(one -> one.startsWith("FENCE quiet FAILED: fra: wanted every instance stopped")
                        && one.contains("ledger: not tried"));
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isZero();

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.fenced("power", "fra")).isTrue();
    }

    @Test
    void anAbortReleasesWhatWasFencedAndStartsWhatWasStopped() {
        PlanId plan = server.plan("fence-abort", Rescue.METHODS);
        server.sites.faults().refuse("FENCE gate@fra");
        server.apply(
                plan, SimulatedServer.yaml(plan.value(), Rescue.METHODS.replace("gate, ", "gate, required: true, ")));
        Run run = server.start("rescue", plan);
        server.failure(run.id());

        server.decide(run.id(), "abort", "it answers again");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.fenced("power", "fra")).isFalse();
        assertThat(server.sites.effects()).contains("UNFENCE power@fra");
        server.assertSourceServes(plan);
    }

    @Test
    void anAbortStartsWhatTheVerifiedStopHasStopped() {
        PlanId plan = server.plan("stop-abort");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.start("rescue", plan);
        assertThat(server.failure(run.id()).evidence())
                .anyMatch(line -> line.contains("fence stop at fra: fra: wanted every instance stopped")
                        && line.contains("ledger: STOP ledger@fra is refused"));
        assertThat(server.sites.runs("shop-1", "fra")).isFalse();

        server.decide(run.id(), "abort", "it answers again");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.effects()).contains("START shop-1@fra", "START shop-2@fra");
        server.assertSourceServes(plan);
    }

    @Test
    void reprotectReleasesTheFencedSiteBeforeItFollowsAndNothingElseDoes() {
        PlanId plan = server.plan("fence-released", Rescue.METHODS.replace("gate, ", "gate, required: true, "));
        Rescue.stopAll(server);
        server.ended(server.start("rescue", plan).id());
        assertThat(server.sites.fenced("power", "fra")).isTrue();
        assertThat(server.sites.fenced("gate", "fra")).isTrue();

        server.sites.faults().refuse("UNFENCE power@fra", "the controller has no power itself");
        Run run = server.start("reprotect", plan);
        Decision question = server.failure(run.id());
        assertThat(question.question()).startsWith("Release the standby site");
        assertThat(server.sites.calls("PROTECT ledger@fra")).isZero();
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).containsSubsequence("UNFENCE gate@fra", "UNFENCE power@fra");
        assertThat(server.sites.fenced("power", "fra")).isFalse();
        assertThat(server.sites.calls("PROTECT ledger@fra")).isEqualTo(1);
    }

    @Test
    void aDryRunFencesNothing() {
        PlanId plan = server.plan("fence-dry", Rescue.METHODS);
        server.sites.faults().refuse("FENCE power@fra", "the controller is silent");

        Run run = server.ended(server.start(SimulatedServer.OLGA, "rescue", plan, Map.of("dryRun", true))
                .id());

        assertThat(run.outcome()).contains(RunOutcome.REHEARSED);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(fencing(run))
                .as("every method is rehearsed")
                .containsExactly(
                        "FENCE power FAILED: the controller is silent",
                        "FENCE gate DONE: would FENCE gate@fra",
                        "STOP shop-1 DONE: would STOP shop-1@fra",
                        "STOP shop-2 DONE: would STOP shop-2@fra",
                        "STOP ledger DONE: would STOP ledger@fra",
                        "ROLE ledger DONE: primary",
                        "FENCE quiet DONE: would stop shop-1, shop-2, ledger and read back that fra takes no writes");
    }

    private List<String> fencing(Run run) {
        return server.steps.operationsOf(run.id()).stream()
                .filter(one -> one.operation() == Operation.FENCE
                        || one.operation() == Operation.STOP
                        || one.operation() == Operation.ROLE)
                .map(FencingTest::line)
                .toList();
    }

    private static String line(OperationRecord one) {
        String said = one.state() == OperationState.PENDING
                ? ""
                : ": " + one.message().orElse("");
        return "%s %s %s%s".formatted(one.operation(), one.target(), one.state(), said);
    }
}
