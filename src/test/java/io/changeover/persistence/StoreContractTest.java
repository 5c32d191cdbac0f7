package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AMS;
import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What plans, runs, decisions and events are kept like, on every database. */
abstract class StoreContractTest {
    abstract StoreRoom room();

    @Test
    void aPlanIsReadAsItWasWritten() {
        PlanStatus first = room().plan();
        Run holder = room().run(first.id(), first.id().value() + "-1", AT);
        PlanStatus next = first.nextVersion()
                .heldBy(holder.id())
                .in(PlanState.MOVING, PlanCause.PROMOTION_BEGUN)
                .activeAt(AMS);

        room().plans.update(next);

        assertThat(room().plans.find(first.id())).contains(next);
        assertThat(room().plans.all()).contains(next);
        assertThat(room().plans.find(new PlanId("nobody"))).isEmpty();
    }

    @Test
    void versionsOfAPlanComeNewestFirst() {
        PlanStatus plan = room().plan();
        PlanVersion second = new PlanVersion(plan.id(), 2, "ü".repeat(100_000), "olga", AT);

        room().plans.insert(second);

        assertThat(room().plans.versions(plan.id()))
                .extracting(PlanVersion::version)
                .containsExactly(2, 1);
        assertThat(room().plans.version(plan.id(), 2)).contains(second);
        assertThatThrownBy(() -> room().plans.insert(second)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aLockedPlanIsLockedForEverybodyElse() throws Exception {
        PlanStatus plan = room().plan();
        CountDownLatch locked = new CountDownLatch(1);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> room().transactions.executeWithoutResult(status -> {
                    PlanStatus mine = room().plans.lock(plan.id()).orElseThrow();
                    locked.countDown();
                    room().plans.update(mine.activeAt(AMS));
                }));
        locked.await(10, TimeUnit.SECONDS);

        room().transactions.executeWithoutResult(status -> {
            PlanStatus mine = room().plans.lock(plan.id()).orElseThrow();
            room().plans.update(mine.activeAt(StoreRoom.FRA));
        });

        first.get(10, TimeUnit.SECONDS);
        assertThat(room().plans.find(plan.id()).orElseThrow().epoch()).isEqualTo(plan.epoch() + 2);
    }

    @Test
    void aRunIsReadAsItWasWritten() {
        Run run = room().run();
        Run ended = run.pastPointOfNoReturn(AT.plusSeconds(1))
                .inEpoch(7)
                .ended(RunOutcome.COMPLETED_WITH_SKIPS, AT.plusSeconds(2));

        assertThat(room().runs.find(run.id())).contains(run);
        room().runs.update(ended);

        assertThat(room().runs.find(run.id())).contains(ended);
        assertThat(room().runs.ofBusinessKey("switchover", run.businessKey())).contains(ended);
        assertThat(room().runs.ofBusinessKey("failback", run.businessKey())).isEmpty();
        room().transactions
                .executeWithoutResult(
                        status -> assertThat(room().runs.lock(run.id())).contains(ended));
    }

    @Test
    void aRunIsFoundByItsOwnProcessAndByThatWhichUndoesIt() {
        Run run = room().run();

        room().runs.undoneBy(run.id(), "undo-" + run.id().value());

        assertThat(room().runs.ofProcess(run.processInstance())).contains(run);
        assertThat(room().runs.ofProcess("undo-" + run.id().value())).contains(run);
        assertThat(room().runs.ofProcess("another")).isEmpty();
    }

    @Test
    void aBusinessKeyStartsOneRunPerRunbook() {
        Run run = room().run();
        Run second = room().run(run.plan(), run.id().value() + "-2", AT);
        room().runs.insert(second);

        assertThatThrownBy(() -> room().jdbc
                        .update(
                                "update run set business_key = ? where id = ?",
                                run.businessKey(),
                                second.id().value()))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void theNewestRunsComeFirst() {
        Run first = room().run();
        Run second = room().run(first.plan(), first.id().value() + "-2", AT.plusSeconds(60));
        room().runs.insert(second);

        assertThat(room().runs.newest(Optional.of(first.plan()), 5)).containsExactly(second, first);
        assertThat(room().runs.newest(Optional.of(first.plan()), 1)).containsExactly(second);
        assertThat(room().runs.newest(Optional.empty(), 1000)).contains(first, second);
    }

    @Test
    void aDecisionIsReadAsItWasWrittenAndAnswered() {
        Run run = room().run();
        Decision question = question(run, "task-" + run.id().value());
        room().decisions.insert(question);
        assertThat(room().decisions.open(Optional.of(run.id()))).containsExactly(question);
        assertThat(room().decisions.open(Optional.empty())).contains(question);

        Decision answered = answered(question);
        room().decisions.answer(answered);
        room().decisions.withdraw(question.task());

        assertThat(room().decisions.find(question.task())).contains(answered);
        assertThat(room().decisions.open(Optional.of(run.id()))).isEmpty();
        assertThat(room().decisions.ofRun(run.id())).containsExactly(answered);
    }

    @Test
    void aWithdrawnQuestionIsGone() {
        Run run = room().run();
        Decision question = question(run, "gone-" + run.id().value());
        room().decisions.insert(question);

        room().decisions.withdraw(question.task());

        assertThat(room().decisions.ofRun(run.id())).isEmpty();
    }

    @Test
    void eventsComeInTheOrderInWhichTheyWereWritten() {
        Run run = room().run();
        RunEvent first = new RunEvent(run.id(), AT.plusSeconds(5), "olga", "STARTED", "a test");
        RunEvent second = new RunEvent(run.id(), AT, "anton", "APPROVED", "");
        room().events.append(first);
        room().events.append(second);

        assertThat(room().events.ofRun(run.id())).containsExactly(first, second);
    }

    private static Decision question(Run run, String task) {
        return new Decision(
                task,
                run.id(),
                Decision.Kind.APPROVAL,
                Optional.of("step"),
                "May it begin?",
                List.of("lag 0 bytes", "all is well"),
                List.of("approve", "decline"),
                "approvers",
                AT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Decision answered(Decision question) {
        return new Decision(
                question.task(),
                question.run(),
                question.kind(),
                question.step(),
                question.question(),
                question.evidence(),
                question.choices(),
                question.group(),
                question.askedAt(),
                Optional.of(AT.plusSeconds(3)),
                Optional.of("anton"),
                Optional.of("approve"),
                Optional.of("looks good"));
    }
}
