package io.changeover.report;

import static io.changeover.report.SampleRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.plan.Window;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Tone;
import io.changeover.report.RunReport.Wait;
import io.changeover.report.paper.Press;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReportsTest {
    private static final OperationState DONE = OperationState.DONE;

    @Test
    void headlineNamesWhoSkippedWhatAndWhy() {
        RunReport report = SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300);
        assertThat(report.headline().tone()).isEqualTo(Tone.WARNING);
        assertThat(report.headline().sentence())
                .isEqualTo("Switchover of shop from fra to ams went through in 19 min 43 s with 1 operation skipped. "
                        + "dana skipped CHECK of shop-4 at ams in step 6, Check application health: "
                        + "“shop-4 has a cold cache, five others carry the load”.");
        assertThat(report.skips()).singleElement().satisfies(skip -> {
            assertThat(skip.decidedBy()).isEqualTo("dana");
            assertThat(skip.target()).isEqualTo("shop-4");
        });
    }

    @Test
    void neverTellsPlainSuccessWhereSomethingWasSkipped() {
        RunReport report = SampleRun.switchover().ended(RunOutcome.COMPLETED, 1_183_300);
        assertThat(report.headline().sentence()).contains("1 operation skipped").doesNotContain("completed");
        assertThat(report.headline().tone()).isEqualTo(Tone.WARNING);
    }

    @Test
    void outageReachesFromTheFirstStopToTheProofByTraffic() {
        RunReport report = SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300);
        assertThat(report.outage().begin()).isEqualTo(at(1_090_040));
        assertThat(report.outage().end()).isEqualTo(at(1_180_980));
        assertThat(report.outage().achieved()).isEqualTo(Duration.ofMillis(90_940));
        assertThat(report.outage().verdict()).isEqualTo(Objective.MET);
    }

    @Test
    void stopThatFoundItsTargetStoppedBeginsNoOutage() {
        RunReport report = new SampleRun()
                .step("Stop", StepState.DONE, 0, 100)
                .operation(Operation.STOP, "a", "fra", DONE, Optional.of(Outcome.UNCHANGED), Map.of(), 10, 20)
                .operation(Operation.STOP, "b", "fra", DONE, 30, 40)
                .step("Start", StepState.DONE, 100, 200)
                .operation(Operation.START, "a", "ams", DONE, 110, 190)
                .ended(RunOutcome.COMPLETED, 210);
        assertThat(report.outage().achieved()).isEqualTo(Duration.ofMillis(160));
    }

    @Test
    void outageBeginsWithTheProofWhereNothingIsStoppedAndEndsWithTheSwitch() {
        RunReport report = new SampleRun()
                .step("Prove", StepState.DONE, 0, 100)
                .operation(Operation.PROVE, "ledger", "ams", DONE, 10, 90)
                .operation(Operation.SWITCH, "www", "ams", DONE, 100, 400_010)
                .ended(RunOutcome.COMPLETED, 400_020);
        assertThat(report.outage().achieved()).isEqualTo(Duration.ofMillis(400_000));
        assertThat(report.outage().verdict()).isEqualTo(Objective.MISSED);
    }

    @Test
    void outageOfAnAbortedRunEndsWhereTheSourceServesAgain() {
        RunReport report = new SampleRun()
                .step("Stop", StepState.CANCELLED, 0, 100)
                .operation(Operation.STOP, "a", "fra", DONE, 10, 90)
                .step("Undo", StepState.DONE, 100, 900)
                .operation(Operation.START, "a", "fra", DONE, 200, 810)
                .ended(RunOutcome.ABORTED, 910);
        assertThat(report.outage().achieved()).isEqualTo(Duration.ofMillis(800));
        assertThat(report.headline().sentence()).contains("was aborted").contains("fra serves, read back");
    }

    @Test
    void outageOfARunThatFailedHasNoKnownEnd() {
        RunReport report = new SampleRun()
                .step("Stop", StepState.DONE, 0, 100)
                .operation(Operation.STOP, "a", "fra", DONE, 10, 90)
                .operation(Operation.START, "a", "ams", OperationState.FAILED, 100, 200)
                .ended(RunOutcome.FAILED, 300);
        assertThat(report.outage().achieved()).isNull();
        assertThat(report.outage().verdict()).isEqualTo(Objective.UNKNOWN);
        assertThat(report.headline().sentence()).contains("failed: START of a at ams");
        assertThat(report.failures()).hasSize(1);
    }

    @Test
    void provedDatasetLostNothing() {
        RunReport report = SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300);
        assertThat(report.recoveryPoint().achieved()).isZero();
        assertThat(report.recoveryPoint().verdict()).isEqualTo(Objective.MET);
    }

    @Test
    void unprovedDatasetLostItsLastLagBeforeThePromotion() {
        RunReport report = promoted("1500", "7000").ended(RunOutcome.COMPLETED_WITH_SKIPS, 900);
        assertThat(report.recoveryPoint().achieved()).isEqualTo(Duration.ofMillis(7_000));
        assertThat(report.recoveryPoint().verdict()).isEqualTo(Objective.MISSED);
    }

    @Test
    void lagThatCouldNotBeReadIsUnknownAndNotZero() {
        RunReport report = promoted("1500", "unknown").ended(RunOutcome.COMPLETED_WITH_SKIPS, 900);
        assertThat(report.recoveryPoint().achieved()).isNull();
        assertThat(report.recoveryPoint().verdict()).isEqualTo(Objective.UNKNOWN);
    }

    private static SampleRun promoted(String lagBefore, String lagLast) {
        Optional<Outcome> read = Optional.of(Outcome.UNCHANGED);
        return new SampleRun()
                .step("Promote", StepState.SKIPPED, 0, 800)
                .operation(Operation.MEASURE, "ledger", "ams", DONE, read, Map.of("lagMillis", lagBefore), 10, 20)
                .operation(Operation.MEASURE, "ledger", "ams", DONE, read, Map.of("lagMillis", lagLast), 30, 40)
                .operation(Operation.PROVE, "ledger", "ams", OperationState.SKIPPED, 50, 60)
                .operation(Operation.PROMOTE, "ledger", "ams", DONE, 70, 80)
                .operation(Operation.MEASURE, "ledger", "ams", DONE, read, Map.of("lagMillis", "0"), 90, 99);
    }

    @Test
    void waitingTimeCountsOverlappingDecisionsAndPausesOnce() {
        RunReport report = new SampleRun()
                .step("Check", StepState.DONE, 0, 1_000)
                .decision(Decision.Kind.APPROVAL, 0, "a?", "arne", "approve", "", 100, 500)
                .decision(Decision.Kind.APPROVAL, 0, "b?", "bea", "approve", "", 400, 600)
                .event(800, "dana", "PAUSED", "")
                .event(900, "dana", "RESUMED", "")
                .ended(RunOutcome.COMPLETED, 1_000);
        assertThat(report.times().people()).isEqualTo(Duration.ofMillis(600));
        assertThat(report.times().machine()).isEqualTo(Duration.ofMillis(400));
        assertThat(report.times().waits()).extracting(Wait::from).containsExactly(at(100), at(800));
    }

    @Test
    void timeUntilTheWindowOpensIsWaitingTime() {
        Window window =
                new Window(ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class), LocalTime.of(3, 0), LocalTime.of(5, 0));
        RunReport report = new SampleRun()
                .window(window)
                .step("Check", StepState.DONE, 0, 750)
                .step("Stop", StepState.DONE, 112_760, 113_000)
                .ended(RunOutcome.COMPLETED, 113_000);
        assertThat(report.times().waits()).containsExactly(new Wait(at(750), at(112_750), Duration.ofSeconds(112)));
    }

    @Test
    void dryRunListsIntendedChangesAndHasNoOutage() {
        RunReport report = new SampleRun()
                .dryRun()
                .step("Stop", StepState.DONE, 0, 100)
                .operation(Operation.STOP, "a", "fra", DONE, 10, 90)
                .operation(Operation.PROVE, "ledger", "ams", DONE, 10, 90)
                .ended(RunOutcome.REHEARSED, 200);
        assertThat(report.intendedChanges()).hasSize(1);
        assertThat(report.outage().verdict()).isEqualTo(Objective.NOT_APPLICABLE);
        assertThat(report.recoveryPoint().verdict()).isEqualTo(Objective.NOT_APPLICABLE);
        assertThat(report.headline().sentence())
                .isEqualTo("Dry run of switchover of shop from fra to ams changed nothing; it would make 1 change.");
    }

    @Test
    void openRunSaysWhereItWaits() {
        RunReport report = new SampleRun()
                .step("Stop application", StepState.DECIDING, 0, -1)
                .operation(Operation.STOP, "a", "fra", OperationState.FAILED, 10, 90)
                .decision(Decision.Kind.FAILURE, 1, "What now?", "", "", "", 100, -1)
                .under(RunState.RUNNING);
        assertThat(report.headline().sentence())
                .isEqualTo("Switchover of shop from fra to ams waits for a decision at step 1, Stop application.");
        assertThat(report.times().endedAt()).isNull();
    }

    @Test
    void reprotectHasNeitherOutageNorLoss() {
        RunReport report = new SampleRun()
                .step("Protect", StepState.DONE, 0, 100)
                .operation(Operation.STOP, "ledger", "fra", DONE, 10, 90)
                .ended(RunType.REPROTECT, RunOutcome.COMPLETED, 200);
        assertThat(report.outage().verdict()).isEqualTo(Objective.NOT_APPLICABLE);
        assertThat(report.headline().sentence()).isEqualTo("Reprotect of shop completed in 200 ms.");
    }

    @Test
    void sameRecordsGiveTheSameReport() {
        Press json = new Press();
        assertThat(json.json(SampleRun.switchover().ended(RunOutcome.COMPLETED, 1_183_300)))
                .isEqualTo(json.json(SampleRun.switchover().ended(RunOutcome.COMPLETED, 1_183_300)));
    }
}
