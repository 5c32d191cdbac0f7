package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.report.ReportArchive;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Datasets that must be promoted together or not at all. */
@SimulatedTest
class ConsistencyTest {
    private static final String HOOK = """
            hooks:
              - { name: gate, at: prePromote, connector: sim, host: fra-1 }
            """;
    private static final String DATASETS = """
            datasets:
              - { name: ledger, connector: sim, rpo: 5s, consistency: books }
              - { name: files, connector: sim, consistency: books, fra: { host: fra-1 }, ams: { host: ams-1 } }
              - { name: cache, connector: sim, fra: { host: fra-1 }, ams: { host: ams-1 } }
            """;

    @Autowired
    private SimulatedServer server;

    @Autowired
    private ReportArchive reports;

    private PlanId plan(String name) {
        server.sites.reset(
                List.of("ledger", "shop-1", "shop-2"), List.of("ledger", "files", "cache"), List.of("www"), "fra");
        String yaml = SimulatedServer.yaml(name, HOOK)
                .replace("datasets:\n  - { name: ledger, connector: sim, rpo: 5s }\n", DATASETS);
        server.apply(new PlanId(name), yaml);
        return new PlanId(name);
    }

    /** A run whose fault is there when it comes to the promotion, and not before. */
    private Run atThePromotion(PlanId plan, String fault) {
        server.sites.faults().hold("CALL gate@ams");
        Run run = server.approved("switchover", plan);
        server.await("the promotion", () -> server.sites.calls("CALL gate@ams") > 0);
        server.sites.faults().refuse(fault);
        server.sites.faults().release("CALL gate@ams");
        return run;
    }

    @Test
    void allAreProvedOnceMoreBeforeOneIsPromoted() {
        PlanId plan = plan("consistent");

        Run run = server.move("switchover", plan);

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).contains("PROMOTE ledger@ams", "PROMOTE files@ams", "PROMOTE cache@ams");
        assertThat(server.sites.calls("PROVE ledger@ams")).isEqualTo(2);
        assertThat(server.sites.calls("PROVE files@ams")).isEqualTo(2);
        assertThat(server.sites.calls("PROVE cache@ams"))
                .as("outside of the group nothing is added")
                .isEqualTo(1);
        List<OperationRecord> promotion = promotionStep(run.id());
        assertThat(promotion)
                .extracting(one -> one.rank() + " " + one.operation() + " " + one.target())
                .containsExactly(
                        "0 CALL gate",
                        "1 PROVE ledger",
                        "1 PROVE files",
                        "2 PROMOTE ledger",
                        "2 PROMOTE files",
                        "2 PROMOTE cache");
    }

    private List<OperationRecord> promotionStep(RunId run) {
        List<OperationRecord> all = server.steps.operationsOf(run);
        String step = all.stream()
                .filter(one -> one.operation() == Operation.PROMOTE)
                .findFirst()
                .orElseThrow()
                .step();
        return all.stream().filter(one -> one.step().equals(step)).toList();
    }

    @Test
    void nothingIsPromotedWhereOneCannotBeProvedAndTheRunCanBeAborted() {
        PlanId plan = plan("one-not-proved");
        Run run = atThePromotion(plan, "PROVE files@ams");

        Decision question = server.failure(run.id());
        assertThat(question.choices()).containsExactly("retry", "skip", "abort", "unplanned");
        assertThat(question.evidence())
                .anyMatch(line -> line.contains("prove files at ams"))
                .anyMatch(
                        line -> line.equals(
                                "nothing of consistency group 'books' is promoted; a skip leaves out all of it: ledger, files"));
        assertThat(server.now(run.id()).pointOfNoReturn()).isEmpty();
        server.decide(run.id(), "abort", "files do not follow");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.effects()).noneMatch(effect -> effect.startsWith("PROMOTE"));
        server.assertSourceServes(plan);
    }

    @Test
    void aRetryProvesAllOfTheGroupOnceMore() {
        PlanId plan = plan("proved-again");
        Run run = atThePromotion(plan, "PROVE files@ams");
        server.failure(run.id());

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.calls("PROVE ledger@ams")).isEqualTo(3);
        assertThat(server.sites.calls("CALL gate@ams")).isEqualTo(1);
    }

    @Test
    void aPauseBetweenProofAndPromotionMakesTheProofsOld() {
        PlanId plan = plan("paused-between");
        server.sites.faults().hold("CALL gate@ams");
        Run run = server.approved("switchover", plan);
        server.await("the promotion", () -> server.sites.calls("CALL gate@ams") > 0);
        server.sites.faults().hold("PROVE files@ams");
        server.sites.faults().release("CALL gate@ams");
        server.await("the proof", () -> server.sites.calls("PROVE files@ams") == 2);

        server.control.pause(run.id(), "olga", "one moment");
        server.sites.faults().release("PROVE files@ams");
        server.await(
                "the end of the proof",
                () -> promotionStep(run.id()).stream()
                        .filter(one -> one.operation() == Operation.PROVE)
                        .allMatch(one -> one.state() == OperationState.DONE));
        assertThat(server.now(run.id()).pointOfNoReturn()).isEmpty();
        assertThat(server.sites.effects()).noneMatch(effect -> effect.startsWith("PROMOTE"));
        server.control.resume(run.id(), "olga", "go on");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.calls("PROVE ledger@ams")).isEqualTo(3);
        assertThat(server.sites.calls("PROVE files@ams")).isEqualTo(3);
    }

    @Test
    void aSkipBeforeThePromotionLeavesOutTheWholeGroup() {
        PlanId plan = plan("group-skipped");
        Run run = atThePromotion(plan, "PROVE files@ams");
        server.decide(run.id(), "skip", "books are promoted tomorrow");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.sites.effects())
                .contains("PROMOTE cache@ams")
                .doesNotContain("PROMOTE ledger@ams", "PROMOTE files@ams");
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ATTENTION);
        assertThat(server.status(plan).note()).contains("did not promote ledger of consistency group 'books'");
    }

    @Test
    void aGroupThatIsPromotedInPartIsRetriedOrSpokenFor() {
        PlanId plan = plan("in-part");
        Run run = atThePromotion(plan, "PROMOTE files@ams");

        Decision question = server.failure(run.id());
        assertThat(question.choices()).containsExactly("retry", "skip");
        assertThat(question.evidence())
                .contains("consistency group 'books' is promoted in part: ledger is, files is not or not known to be");
        assertThatThrownBy(() -> server.decide(run.id(), "skip", "we go on"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("CONSISTENCY_GROUP_SPLIT")
                .hasMessageContaining("a reason that names 'books'");
        server.decide(run.id(), "skip", "files was promoted by hand, so books is whole");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ATTENTION);
        assertThat(server.status(plan).note()).contains("did not promote files of consistency group 'books'");
        assertThat(reports.json(run.id().value()).orElseThrow())
                .contains("Consistency group books was promoted in part: ledger was, files was not.");
    }

    @Test
    void aSkippedPromotionOfAnyDatasetIsLeftForAPersonToLookAt() {
        PlanId plan = plan("cache-skipped");
        Run run = atThePromotion(plan, "PROMOTE cache@ams");
        server.decide(run.id(), "skip", "the cache fills again");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_WITH_SKIPS);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ATTENTION);
        assertThat(server.status(plan).note()).endsWith("did not promote cache");
    }

    @Test
    void aRetryCompletesAGroupThatIsPromotedInPart() {
        PlanId plan = plan("completed-later");
        Run run = atThePromotion(plan, "PROMOTE files@ams");
        server.failure(run.id());

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects("PROMOTE ledger@ams")).isEqualTo(1);
        assertThat(server.sites.effects("PROMOTE files@ams")).isEqualTo(1);
        assertThat(server.sites.calls("PROVE ledger@ams"))
                .as("nothing is proved any more once the group is being promoted")
                .isEqualTo(2);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
    }
}
