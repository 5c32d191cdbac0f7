package io.changeover.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import io.changeover.report.DrillEvidence.Past;
import io.changeover.report.DrillEvidence.Probe;
import io.changeover.report.DrillEvidence.Together;
import io.changeover.report.RunReport.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillProofsTest {
    @Test
    void aDrillProvesItsAgeItsTimeAndThatProductionWasOnlyRead() {
        DrillEvidence evidence = evidence(SampleStories.drill(), RunOutcome.COMPLETED);

        assertThat(evidence.tested()).isEqualTo("ams");
        assertThat(evidence.copies()).singleElement().satisfies(copy -> {
            assertThat(copy.age()).isEqualTo(Duration.ofMillis(1_110));
            assertThat(copy.verdict()).isEqualTo(Objective.MET);
        });
        assertThat(evidence.recovery().achieved()).isEqualTo(Duration.ofMillis(290));
        assertThat(evidence.recovery().verdict()).isEqualTo(Objective.MET);
        assertThat(evidence.removed()).isTrue();
        assertThat(evidence.untouched()).isTrue();
        assertThat(evidence.readings()).isEqualTo(1);
        assertThat(evidence.history()).extracting(Past::run).containsExactly("shop-12");
    }

    @Test
    void whatWasChangedAtTheServingSiteIsNamed() {
        DrillEvidence evidence = evidence(
                SampleStories.drill()
                        .step("Wrong", StepState.DONE, 800, 850)
                        .operation(Operation.STOP, "shop-1", "fra", OperationState.DONE, 810, 840),
                RunOutcome.COMPLETED);

        assertThat(evidence.untouched()).isFalse();
        assertThat(evidence.touches()).extracting(Probe::site).containsExactly("fra");
    }

    @Test
    void theMomentsOfAConsistencyGroupAreNoFurtherApartThanItsCopiesTell() {
        SampleRun run =
                new SampleRun().consistent("orders", "ledger", "uploads").step("Copy", StepState.DONE, 0, 500);
        copied(run, "ledger", "2026-03-14T02:58:06.250Z", 100, 200);
        copied(run, "uploads", "2026-03-14T02:58:03.250Z", 200, 450);

        DrillEvidence evidence = evidence(run, RunOutcome.COMPLETED);

        assertThat(evidence.groups())
                .containsExactly(new Together("orders", List.of("ledger", "uploads"), Duration.ofMillis(4_000 + 450)));
        assertThat(new DrillPaper(run.ended(RunType.DRILL, RunOutcome.COMPLETED, 900), evidence)
                        .write()
                        .sections()
                        .toString())
                .contains("Consistency group orders (ledger, uploads): its copies are of moments at most 4.4 s apart");
    }

    @Test
    void whereOneCopyTellsNoTimeTheMomentsAreAnUnknownTimeApart() {
        SampleRun run =
                new SampleRun().consistent("orders", "ledger", "uploads").step("Copy", StepState.DONE, 0, 500);
        copied(run, "ledger", "2026-03-14T02:58:06.250Z", 100, 200);
        run.operation(Operation.CLONE, "uploads", "ams", OperationState.DONE, 200, 450);

        assertThat(evidence(run, RunOutcome.COMPLETED).groups())
                .containsExactly(new Together("orders", List.of("ledger", "uploads"), null));
    }

    private static void copied(SampleRun run, String dataset, String heldUntil, long from, long to) {
        Map<String, String> told = Map.of("recoveryPoint", heldUntil, "heldUntil", heldUntil);
        run.operation(
                Operation.CLONE, dataset, "ams", OperationState.DONE, Optional.of(Outcome.CHANGED), told, from, to);
    }

    @Test
    void aCheckThatFailedProvesNoRecovery() {
        DrillEvidence evidence = evidence(
                SampleStories.drill()
                        .step("More", StepState.FAILED, 800, 850)
                        .operation(Operation.CHECK, "shop-2", "ams", OperationState.FAILED, 810, 840),
                RunOutcome.FAILED);

        assertThat(evidence.recovery().achieved()).isNull();
        assertThat(evidence.recovery().verdict()).isEqualTo(Objective.UNKNOWN);
    }

    private static DrillEvidence evidence(SampleRun records, RunOutcome outcome) {
        RunReport report = records.ended(RunType.DRILL, outcome, 900);
        Run run = records.run(RunType.DRILL, RunState.ENDED, Optional.of(outcome), Optional.of(SampleRun.at(900)));
        return DrillProofs.of(report, report.drill(), records.plan(), List.of(run));
    }
}
