package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AMS;
import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.domain.audit.Door;
import io.changeover.domain.audit.Origin;
import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import java.time.Instant;
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

    @Test
    void theAuditGivesWhatIsAskedForNewestFirstAndPageByPage() {
        Run run = room().run();
        PlanId plan = run.plan();
        Origin origin = new Origin(Door.CLI, "10.0.0.7");
        room().audit.append(action("olga", "PLAN_APPLIED", plan, Optional.empty(), "version 1", origin, false));
        room().audit.append(action("olga", "STARTED", plan, Optional.of(run.id()), "CHG-9, 100% Sure", origin, false));
        room().audit.append(action("changeover", "ENDED", plan, Optional.of(run.id()), "done", Origin.SERVER, false));
        room().audit.append(action("vera", "REFUSED", plan, Optional.empty(), "POST /plans", origin, true));
        ActionFilter all = ActionFilter.ALL;
        Optional<String> ofPlan = Optional.of(plan.value());
        ActionFilter here = new ActionFilter(
                all.actor(), all.what(), ofPlan, all.run(), all.from(), all.to(), all.text(), false, all.before());

        List<Action> found = room().audit.find(here, 10);

        assertThat(found).extracting(Action::what).containsExactly("REFUSED", "ENDED", "STARTED", "PLAN_APPLIED");
        assertThat(found.get(0).refused()).isTrue();
        assertThat(found.get(2))
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(action("olga", "STARTED", plan, Optional.of(run.id()), "CHG-9, 100% Sure", origin, false));
        assertThat(room().audit.find(here, 2)).containsExactlyElementsOf(found.subList(0, 2));
        assertThat(room().audit.find(here.olderThan(found.get(1).id()), 10))
                .containsExactlyElementsOf(found.subList(2, 4));
        assertThat(room().audit.find(asking(ofPlan, Optional.of("olga"), "100% sure", true), 10))
                .containsExactly(found.get(2));
        assertThat(room().audit.find(asking(ofPlan, Optional.empty(), "1__%", false), 10))
                .isEmpty();
        assertThat(room().audit.find(asking(ofPlan, Optional.empty(), "", true), 10))
                .extracting(Action::actor)
                .containsExactly("vera", "olga", "olga");
    }

    @Test
    void theAuditIsBoundedInTimeOnBothSides() {
        PlanId plan = room().plan().id();
        room().audit.append(action("olga", "PLAN_APPLIED", plan, Optional.empty(), "", Origin.SERVER, false));

        assertThat(between(plan, AT, AT.plusMillis(1))).hasSize(1);
        assertThat(between(plan, AT.plusMillis(1), AT.plusMillis(2))).isEmpty();
        assertThat(between(plan, AT.minusMillis(2), AT)).isEmpty();
    }

    private List<Action> between(PlanId plan, Instant from, Instant to) {
        ActionFilter filter = new ActionFilter(
                Optional.empty(),
                Optional.of("PLAN_APPLIED"),
                Optional.of(plan.value()),
                Optional.empty(),
                Optional.of(from),
                Optional.of(to),
                Optional.empty(),
                false,
                Optional.empty());
        return room().audit.find(filter, 10);
    }

    private static ActionFilter asking(Optional<String> plan, Optional<String> actor, String text, boolean byPeople) {
        return new ActionFilter(
                actor,
                Optional.empty(),
                plan,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(text).filter(one -> !one.isEmpty()),
                byPeople,
                Optional.empty());
    }

    private static Action action(
            String actor, String what, PlanId plan, Optional<RunId> run, String detail, Origin from, boolean refused) {
        return new Action(0, AT, actor, from, what, Optional.of(plan), run, detail, refused);
    }
}
