package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.application.port.OperationJournal.Permission;
import io.changeover.application.port.StepStore.Cancellation;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** What steps, operations and their journal are kept like, on every database. */
abstract class StepContractTest {
    private GroupCommitJournal journal;

    abstract StoreRoom room();

    @BeforeEach
    void open() {
        journal = new GroupCommitJournal(room().jdbc, room().transactions);
    }

    @AfterEach
    void close() throws InterruptedException {
        journal.destroy();
    }

    private StepRecord claimed(StepRecord step) {
        return room().steps.claim(step.id()).orElseThrow();
    }

    @Test
    void aStepAndItsOperationsAreReadAsTheyWereWritten() {
        Run run = room().run();
        StepRecord first = room().step(run, 3);
        StepRecord second = room().step(run, 0);

        assertThat(room().steps.ofRun(run.id())).containsExactly(first, second);
        assertThat(second.number()).isEqualTo(2);
        assertThat(room().steps.operations(first.id()))
                .containsExactly(
                        StoreRoom.operation(first.id(), 1, OperationState.PENDING),
                        StoreRoom.operation(first.id(), 2, OperationState.PENDING),
                        StoreRoom.operation(first.id(), 3, OperationState.PENDING));
        List<OperationRecord> all = room().steps.operations(first.id());
        assertThat(room().steps.operationsOf(run.id())).isEqualTo(all);
        assertThat(room().steps.operationsOf(run.id(), Set.of(all.get(0).operation(), Operation.FENCE)))
                .isEqualTo(all);
        assertThat(room().steps.operationsOf(run.id(), Set.of(Operation.FENCE))).isEmpty();
    }

    @Test
    void everyClaimIsNewerThanTheLastAndOnlyOpenStepsAreClaimed() {
        StepRecord step = room().step(room().run(), 1);

        StepRecord first = claimed(step);
        StepRecord second = claimed(step);

        assertThat(second.claim()).isEqualTo(first.claim() + 1);
        assertThat(room().steps.move(first, StepState.DONE, AT))
                .as("by the worker that lost it")
                .isFalse();
        assertThat(room().steps.move(second, StepState.DONE, AT)).isTrue();
        assertThat(room().steps.claim(step.id())).isEmpty();
        assertThat(room().steps.find(step.id()).orElseThrow().endedAt()).contains(AT);
    }

    @Test
    void whatAnOperationCameToIsReadAsItWasWritten() {
        StepRecord step = claimed(room().step(room().run(), 1));
        OperationRecord operation = room().steps.operations(step.id()).get(0);

        assertThat(journal.begin(operation, step, AT)).isEqualTo(Permission.GRANTED);
        assertThat(room().steps.operations(step.id()).get(0).state()).isEqualTo(OperationState.RUNNING);
        OperationRecord ended = ended(operation, OperationState.DONE);
        journal.end(ended, step).join();

        assertThat(room().steps.operations(step.id())).containsExactly(ended);
    }

    @Test
    void whatAProgramPrintedMayHoldZeros() {
        StepRecord step = claimed(room().step(room().run(), 1));
        OperationRecord operation = room().steps.operations(step.id()).get(0);
        journal.begin(operation, step, AT);

        journal.end(ended(operation, OperationState.DONE).refuted("ODD", "a\0b"), step)
                .join();

        assertThat(room().steps.operations(step.id()).get(0).message()).contains("a\uFFFDb");
    }

    @Test
    void anEndThatNobodyWaitedForIsDurableWithTheNextBegin() {
        StepRecord step = claimed(room().step(room().run(), 20));
        List<OperationRecord> operations = operations(step);
        journal.begin(operations.get(0), step, AT);
        for (int i = 1; i < operations.size(); i++) {
            CompletableFuture<Void> end = journal.end(ended(operations.get(i - 1), OperationState.DONE), step);

            journal.begin(operations.get(i), step, AT);

            assertThat(states(step).get(i - 1)).isEqualTo(OperationState.DONE);
            end.join();
        }
    }

    @Test
    void aWorkerThatLostItsStepMayNeitherBeginNorEndAnything() {
        StepRecord dead = claimed(room().step(room().run(), 1));
        OperationRecord operation = room().steps.operations(dead.id()).get(0);
        journal.begin(operation, dead, AT);
        StepRecord alive = claimed(dead);

        assertThat(journal.begin(operation, dead, AT)).isEqualTo(Permission.REVOKED);
        journal.end(ended(operation, OperationState.FAILED), dead).join();
        assertThat(room().steps.operations(dead.id()).get(0).state()).isEqualTo(OperationState.RUNNING);
        assertThat(journal.begin(operation, alive, AT)).isEqualTo(Permission.GRANTED);
    }

    @Test
    void nothingBeginsInAPausedAbortedOrOutdatedRun() {
        Run run = room().run();
        StepRecord step = claimed(room().step(run, 1));
        OperationRecord operation = room().steps.operations(step.id()).get(0);

        room().runs.update(run.in(RunState.PAUSED));
        assertThat(journal.begin(operation, step, AT)).isEqualTo(Permission.HELD);
        room().runs.update(run.in(RunState.ABORTING));
        assertThat(journal.begin(operation, step, AT)).isEqualTo(Permission.REVOKED);
        room().runs.update(run);
        room().transactions
                .executeWithoutResult(status -> room().plans
                        .lock(run.plan())
                        .ifPresent(plan -> room().plans
                                .update(plan.activeAt(StoreRoom.AMS).in(PlanState.MOVING, PlanCause.PROMOTION_BEGUN))));
        assertThat(journal.begin(operation, step, AT)).as("epoch").isEqualTo(Permission.REVOKED);
        assertThat(room().steps.operations(step.id()).get(0).state()).isEqualTo(OperationState.PENDING);
    }

    @Test
    void hundredsOfLinesAtOnceAreAllWritten() {
        StepRecord step = claimed(room().step(room().run(), 300));
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (OperationRecord operation : room().steps.operations(step.id())) {
            all.add(CompletableFuture.runAsync(() -> {
                assertThat(journal.begin(operation, step, AT)).isEqualTo(Permission.GRANTED);
                journal.end(ended(operation, OperationState.DONE), step).join();
            }));
        }
        all.forEach(CompletableFuture::join);

        assertThat(room().steps.operations(step.id()))
                .hasSize(300)
                .allMatch(operation -> operation.state() == OperationState.DONE);
    }

    @Test
    void aLineThatCannotBeWrittenFailsAloneAndWhatSharedItsCommitIsWritten() throws Exception {
        StepRecord step = claimed(room().step(room().run(), 5));
        operations(step).forEach(operation -> journal.begin(operation, step, AT));
        CountDownLatch gate = new CountDownLatch(1);
        GroupCommitJournal held = new GroupCommitJournal(room().jdbc, afterThat(gate));
        Map<String, CompletableFuture<Void>> written = new TreeMap<>();
        for (OperationRecord operation : operations(step)) {
            OperationRecord ended = ended(operation, OperationState.FAILED);
            OperationRecord odd = operation.number() == 3 ? ended.refuted("x".repeat(200), "why") : ended;
            written.put(operation.target(), held.end(odd, step));
        }
        gate.countDown();
        List<String> failed = new ArrayList<>();
        written.forEach((target, line) -> line.handle((done, fault) -> fault == null || failed.add(target))
                .join());
        held.destroy();

        assertThat(failed).containsExactly("shop-3");
        assertThat(states(step))
                .containsExactly(
                        OperationState.FAILED,
                        OperationState.FAILED,
                        OperationState.RUNNING,
                        OperationState.FAILED,
                        OperationState.FAILED);
    }

    private TransactionOperations afterThat(CountDownLatch gate) {
        return new TransactionOperations() {
            @Override
            public <T> @Nullable T execute(TransactionCallback<T> action) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
                return room().transactions.execute(action);
            }
        };
    }

    @Test
    void aWishToCancelIsReadUntilTheOperationHasEndedAndARetryForgetsIt() {
        StepRecord step = claimed(room().step(room().run(), 2));
        List<OperationRecord> operations = operations(step);
        operations.forEach(operation -> journal.begin(operation, step, AT));
        Cancellation first = new Cancellation(step.id(), operations.get(0).id(), true, "cancelled by olga: it hangs");
        Cancellation again = new Cancellation(step.id(), operations.get(0).id(), false, "cancelled by ada: it hangs");

        room().steps.cancel(List.of(first));
        assertThat(room().steps.cancellations(List.of(step.id(), "another"))).containsExactly(first);
        room().steps.cancel(List.of(again));
        assertThat(room().steps.cancellations(List.of(step.id()))).containsExactly(again);
        assertThat(room().steps.cancellations(List.of("another"))).isEmpty();
        assertThat(room().steps.cancellations(List.of())).isEmpty();

        journal.end(ended(operations.get(0), OperationState.FAILED), step).join();
        assertThat(room().steps.cancellations(List.of(step.id()))).isEmpty();
        room().steps.retry(operations(step));
        journal.begin(operations.get(0), step, AT);
        assertThat(room().steps.cancellations(List.of(step.id()))).isEmpty();
    }

    @Test
    void whatIsToldMeanwhileIsTheMessageUntilTheEnd() {
        StepRecord step = claimed(room().step(room().run(), 1));
        OperationRecord operation = operations(step).get(0);
        JdbcProgressLog progress = new JdbcProgressLog(room().jdbc);

        progress.told(operation.id(), "too early");
        awaitWritten(progress);
        assertThat(operations(step).get(0).message()).isEmpty();
        journal.begin(operation, step, AT);
        progress.told(operation.id(), "1 of 3");
        progress.told(operation.id(), "2 of 3");
        awaitWritten(progress);
        assertThat(operations(step).get(0).message()).contains("2 of 3");
        journal.end(ended(operation, OperationState.DONE), step).join();
        progress.told(operation.id(), "too late");
        awaitWritten(progress);
        assertThat(operations(step).get(0).message()).contains("it was so");
    }

    /** What is told is written in its order: what another operation is told after it is there. */
    private void awaitWritten(JdbcProgressLog progress) {
        StepRecord other = claimed(room().step(room().run(), 1));
        OperationRecord begun = operations(other).get(0);
        journal.begin(begun, other, AT);
        progress.told(begun.id(), "mark");
        await().until(() -> operations(other).get(0).message().equals(Optional.of("mark")));
    }

    @Test
    void onlyWhatFailedIsRetriedSkippedOrCancelled() {
        StepRecord step = claimed(room().step(room().run(), 3));
        List<OperationRecord> operations = room().steps.operations(step.id());
        journal.begin(operations.get(0), step, AT);
        journal.end(ended(operations.get(0), OperationState.DONE), step).join();
        journal.begin(operations.get(1), step, AT);
        journal.end(ended(operations.get(1), OperationState.FAILED), step).join();

        room().steps.skip(operations(step).subList(0, 2), "broken for weeks", AT);
        assertThat(states(step)).containsExactly(OperationState.DONE, OperationState.SKIPPED, OperationState.PENDING);
        journal.end(ended(operations.get(1), OperationState.FAILED), step).join();
        room().steps.retry(operations(step));
        assertThat(states(step)).containsExactly(OperationState.DONE, OperationState.PENDING, OperationState.PENDING);
        room().steps.skip(operations(step).subList(2, 3), "together with the other", AT);
        assertThat(states(step)).containsExactly(OperationState.DONE, OperationState.PENDING, OperationState.SKIPPED);
        room().steps.cancelOpen(step.id(), AT);
        assertThat(states(step)).containsExactly(OperationState.DONE, OperationState.CANCELLED, OperationState.SKIPPED);
    }

    private List<OperationRecord> operations(StepRecord step) {
        return room().steps.operations(step.id());
    }

    private List<OperationState> states(StepRecord step) {
        return operations(step).stream().map(OperationRecord::state).toList();
    }

    private static OperationRecord ended(OperationRecord operation, OperationState state) {
        return new OperationRecord(
                operation.id(),
                operation.step(),
                operation.number(),
                operation.rank(),
                operation.operation(),
                operation.target(),
                operation.check(),
                operation.site(),
                operation.host(),
                state,
                state == OperationState.DONE ? Optional.of(Outcome.CHANGED) : Optional.empty(),
                state == OperationState.FAILED ? Optional.of(Verdict.UNKNOWN) : Optional.empty(),
                state == OperationState.FAILED ? Optional.of("SSH_LOST") : Optional.empty(),
                Optional.of("it was so"),
                2,
                List.of(new Reading(AT, "state", "stopped")),
                Map.of("state", "stopped"),
                "line 1\nline 2\n",
                Optional.of(AT),
                Optional.of(AT.plusSeconds(1)));
    }
}
