package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.Window;
import io.changeover.domain.run.Run;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What Tasklist lists, for whom, and by when an answer is due. */
@SimulatedTest
class TaskFiltersTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private ProcessEngine engine;

    @Test
    void anApprovalIsListedForThoseWhoMayGiveItAndUnderItsPlan() {
        PlanId plan = server.plan("lists-approval", "approvals: { switchover: { group: night-shift } }\n");
        Run run = server.start("switchover", plan);
        String task = server.question(run.id()).task();

        assertThat(lists("anton", "approvers"))
                .contains("My approvals", "Decisions", "Plan lists-approval", "All tasks")
                .doesNotContain("My approvals as night-shift");
        assertThat(lists("nina", "night-shift")).containsExactly("My approvals as night-shift");
        assertThat(listed("nina", "night-shift", "My approvals as night-shift")).contains(task);
        assertThat(listed("anton", "approvers", "My approvals")).doesNotContain(task);
        assertThat(listed("vera", "viewers", "Plan lists-approval")).containsExactly(task);
        assertThat(listed("olga", "operators", "Decisions")).doesNotContain(task);

        server.door.answer(SimulatedServer.ADMIN, task, "decline", "enough seen");
        server.ended(run.id());
    }

    @Test
    void aFailureIsListedAmongDecisionsAndDueAfterTheOutageThatThePlanAllows() {
        PlanId plan = server.plan("lists-failure");
        server.sites.faults().refuse("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        String id = server.failure(run.id()).task();

        assertThat(listed("olga", "operators", "Decisions")).contains(id);
        assertThat(listed("anton", "approvers", "My approvals")).doesNotContain(id);
        Task task = task(id);
        Instant asked = task.getCreateTime().toInstant();
        assertThat(task.getDueDate().toInstant()).isEqualTo(asked.plusSeconds(60));
        assertThat(task.getFollowUpDate().toInstant()).isEqualTo(asked.plusSeconds(30));

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        server.ended(run.id());
    }

    @Test
    void anApprovalIsDueWhenTheWindowOpensOrWithoutOneWithinADay() {
        DayOfWeek later =
                Instant.now().plus(Duration.ofDays(2)).atZone(ZoneOffset.UTC).getDayOfWeek();
        PlanId windowed = server.plan(
                "lists-window",
                "window: { zone: UTC, days: [%s], from: \"01:00\", to: \"05:00\" }\n"
                        .formatted(later.name().substring(0, 3)));
        Run run = server.start("switchover", windowed);
        Task task = task(server.question(run.id()).task());
        Instant asked = task.getCreateTime().toInstant();
        Window window = new Window(ZoneOffset.UTC, EnumSet.of(later), LocalTime.of(1, 0), LocalTime.of(5, 0));
        assertThat(task.getDueDate().toInstant())
                .isEqualTo(window.openingAt(asked).opens());
        server.door.answer(SimulatedServer.ANTON, task.getId(), "decline", "enough seen");
        server.ended(run.id());

        Run free = server.start("switchover", server.plan("lists-free"));
        Task other = task(server.question(free.id()).task());
        assertThat(other.getDueDate().toInstant())
                .isEqualTo(other.getCreateTime().toInstant().plus(Duration.ofDays(1)));
        server.door.answer(SimulatedServer.ANTON, other.getId(), "decline", "enough seen");
        server.ended(free.id());
    }

    private Task task(String id) {
        return engine.getTaskService().createTaskQuery().taskId(id).singleResult();
    }

    private List<String> lists(String user, String group) {
        return as(
                user,
                group,
                () -> engine.getFilterService().createTaskFilterQuery().list().stream()
                        .map(Filter::getName)
                        .toList());
    }

    private List<String> listed(String user, String group, String list) {
        return as(user, group, () -> {
            String id = engine.getFilterService()
                    .createTaskFilterQuery()
                    .filterName(list)
                    .singleResult()
                    .getId();
            return engine.getFilterService().<Task>list(id).stream()
                    .map(Task::getId)
                    .toList();
        });
    }

    private <T> T as(String user, String group, Supplier<T> look) {
        engine.getIdentityService().setAuthentication(user, List.of(group));
        try {
            return look.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }
}
