package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepState;
import java.util.Map;
import java.util.Optional;

/** Whole runs of the plan {@code shop} that ended in different ways. */
final class SampleStories {
    private static final OperationState DONE = OperationState.DONE;

    private SampleStories() {}

    /** Nothing went wrong. */
    static RunReport success() {
        return new SampleRun()
                .noReturn(3_400)
                .event(0, "dana", "STARTED", "Cooling work in hall 2")
                .step("Check readiness", StepState.DONE, 20, 420)
                .operation(Operation.STATUS, "shop-1", "fra", DONE, 30, 200)
                .decision(Decision.Kind.APPROVAL, 0, "May it begin?", "arne", "approve", "Lag is 3 ms", 450, 2_000)
                .event(2_000, "arne", "DECIDED", "May it begin? → approve: Lag is 3 ms")
                .step("Stop application", StepState.DONE, 2_010, 2_900)
                .operation(Operation.STOP, "shop-1", "fra", DONE, 2_020, 2_880)
                .step("Prove the source is quiet", StepState.DONE, 2_910, 3_390)
                .operation(Operation.PROVE, "ledger", "ams", DONE, 2_920, 3_380)
                .step("Promote datasets", StepState.DONE, 3_395, 3_900)
                .operation(Operation.PROMOTE, "ledger", "ams", DONE, 3_400, 3_890)
                .step("Start application", StepState.DONE, 3_905, 4_700)
                .operation(Operation.START, "shop-1", "ams", DONE, 3_910, 4_690)
                .step("Verify with real traffic", StepState.DONE, 4_705, 5_200)
                .operation(Operation.CHECK, "www", "ams", DONE, 4_710, 5_190)
                .event(5_300, "changeover", "ENDED", "COMPLETED")
                .ended(RunOutcome.COMPLETED, 5_300);
    }

    /** It was aborted before the point of no return, and the source serves again. */
    static RunReport abort() {
        return new SampleRun()
                .event(0, "dana", "STARTED", "Cooling work in hall 2")
                .step("Stop application", StepState.CANCELLED, 100, 6_000)
                .operation(Operation.STOP, "shop-1", "fra", DONE, 110, 900)
                .operation(Operation.STOP, "shop-2", "fra", OperationState.FAILED, 110, 6_000)
                .event(9_000, "dana", "ABORTED", "shop-2 does not stop; tonight again")
                .step("Undo changes", StepState.DONE, 9_010, 12_000)
                .operation(Operation.START, "shop-1", "fra", DONE, 9_020, 11_900)
                .event(12_100, "changeover", "ENDED", "ABORTED")
                .ended(RunOutcome.ABORTED, 12_100);
    }

    /** The source was lost, people were slow, a person's word stood in for evidence, and more was lost than promised. */
    static RunReport lossy() {
        return new SampleRun()
                .noReturn(420_000)
                .event(0, "dana", "STARTED", "fra does not answer")
                .step("Gather evidence", StepState.DONE, 100, 5_000)
                .operation(
                        Operation.LOOK,
                        "server",
                        "fra",
                        DONE,
                        Optional.of(Outcome.UNCHANGED),
                        Map.of("seen", "dead"),
                        110,
                        4_900)
                .operation(
                        Operation.LOOK,
                        "office",
                        "fra",
                        DONE,
                        Optional.of(Outcome.UNCHANGED),
                        Map.of("seen", "dead"),
                        110,
                        4_800)
                .operation(
                        Operation.ESTIMATE,
                        "ledger",
                        "ams",
                        DONE,
                        Optional.of(Outcome.UNCHANGED),
                        Map.of("lagMillis", "42000", "heldUntil", "2026-03-14T02:57:25.360Z"),
                        120,
                        2_000)
                .decision(
                        Decision.Kind.APPROVAL,
                        0,
                        "fra is lost. Accept the loss?",
                        "arne",
                        "approve",
                        "nothing of fra answers",
                        5_100,
                        300_000)
                .event(300_000, "arne", "DECIDED", "fra is lost. Accept the loss? → approve: nothing of fra answers")
                .step("Fence source", StepState.FAILED, 300_010, 310_000)
                .operation(Operation.FENCE, "power", "fra", OperationState.FAILED, 300_020, 309_000)
                .decision(
                        Decision.Kind.FAILURE,
                        2,
                        "Nothing proves that fra takes no writes. What now?",
                        "berta",
                        "stated",
                        "Hall 2 has no power, I stand in it",
                        310_010,
                        419_000)
                .event(419_000, "berta", "DECIDED", "Nothing proves that fra takes no writes → stated")
                .step("Take over", StepState.DONE, 419_990, 421_000)
                .operation(
                        Operation.PROMOTE,
                        "ledger",
                        "ams",
                        DONE,
                        Optional.of(Outcome.CHANGED),
                        Map.of("heldUntil", "2026-03-14T02:57:25.360Z"),
                        420_000,
                        420_900)
                .operation(Operation.START, "shop-1", "ams", DONE, 420_910, 420_990)
                .step("Verify with real traffic", StepState.DONE, 421_010, 422_000)
                .operation(Operation.CHECK, "www", "ams", DONE, 421_020, 421_990)
                .event(422_100, "changeover", "ENDED", "COMPLETED_UNPROTECTED")
                .ended(RunType.FAILOVER, RunOutcome.COMPLETED_UNPROTECTED, 422_100);
    }

    /** A drill in which all went well; its records, to be ended. */
    static SampleRun drill() {
        return new SampleRun()
                .step("Read production", StepState.DONE, 10, 100)
                .operation(Operation.STATUS, "shop-1", "fra", DONE, 20, 90)
                .step("Rehearse", StepState.DONE, 100, 500)
                .operation(
                        Operation.CLONE,
                        "ledger",
                        "ams",
                        DONE,
                        Optional.of(Outcome.CHANGED),
                        Map.of("recoveryPoint", "2026-03-14T02:58:06.250Z"),
                        110,
                        200)
                .operation(Operation.START, "shop-1", "ams", DONE, 210, 300)
                .operation(Operation.CHECK, "shop-1", "ams", DONE, 310, 400)
                .step("Clean up", StepState.DONE, 500, 800)
                .operation(Operation.STOP, "shop-1", "ams", DONE, 510, 600)
                .operation(Operation.DISCARD, "ledger", "ams", DONE, 610, 700);
    }
}
