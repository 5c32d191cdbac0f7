package io.changeover.cli;

import io.changeover.api.model.BlockerView;
import io.changeover.api.model.ControlView;
import io.changeover.api.model.DecisionView;
import io.changeover.api.model.DrillView;
import io.changeover.api.model.ErrorView;
import io.changeover.api.model.EventView;
import io.changeover.api.model.GroupView;
import io.changeover.api.model.NotificationView;
import io.changeover.api.model.ObjectivesView;
import io.changeover.api.model.OperationView;
import io.changeover.api.model.PlanDetail;
import io.changeover.api.model.PlanVersionView;
import io.changeover.api.model.PlanView;
import io.changeover.api.model.RunDetail;
import io.changeover.api.model.RunView;
import io.changeover.api.model.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of a server that protects a shop. */
final class Samples {
    static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    private Samples() {}

    static PlanView plan(@Nullable String holder) {
        ObjectivesView objectives = new ObjectivesView(Duration.ofSeconds(30), Duration.ofMinutes(5));
        DrillView drill = new DrillView(true, "shop-9", TEN, "COMPLETED", TEN, TEN, true);
        return new PlanView(
                "shop", 3, List.of("fra", "ams"), "fra", "fra", "READY", 7, holder, objectives, "ann", TEN, drill);
    }

    static PlanDetail detail() {
        return new PlanDetail(
                plan(null),
                "plan: shop\n",
                List.of(new PlanVersionView(3, "ann", TEN)),
                List.of(
                        new GroupView("database", List.of("ledger")),
                        new GroupView("app", List.of("shop-1", "shop-2"))),
                List.of("ledger"),
                List.of("www"));
    }

    static RunView run(String state, @Nullable String outcome, DecisionView... waiting) {
        return new RunView(
                "shop-12",
                "shop",
                3,
                "switchover",
                "switchover",
                "fra",
                "ams",
                false,
                "ann",
                "CHG-1042",
                "shop-12",
                state,
                outcome,
                7,
                TEN,
                outcome == null ? null : TEN.plusMillis(4200),
                null,
                List.of(waiting));
    }

    static NotificationView notification(String receiver, String state) {
        return new NotificationView(
                "id-" + receiver,
                receiver,
                1,
                "started",
                TEN,
                "Switchover of plan shop from fra to ams has started",
                state,
                3,
                null,
                null,
                null,
                "",
                state.equals("SENT") ? null : "no answer within 10 s");
    }

    static DecisionView decision(String task) {
        return new DecisionView(
                task,
                "shop-12",
                "APPROVAL",
                null,
                "Switch shop over from fra to ams?",
                List.of("lag: 0 bytes, 0 ms"),
                List.of("approve", "decline"),
                "dr-approvers",
                TEN,
                null,
                null,
                null,
                null);
    }

    static DecisionView failure(String task) {
        return new DecisionView(
                task,
                "shop-12",
                "FAILURE",
                "step",
                "1 of 6 operations failed. What now?",
                List.of(),
                List.of("retry", "skip", "abort"),
                "operators",
                TEN,
                null,
                null,
                null,
                null);
    }

    static ControlView control(String verb, int step, boolean allowed) {
        List<BlockerView> refusals = allowed
                ? List.of()
                : List.of(new BlockerView("STEP_NOT_UNDER_WAY", "step %d waits for a decision".formatted(step)));
        return new ControlView(verb, step, allowed, refusals);
    }

    static RunDetail offering(ControlView... controls) {
        return new RunDetail(run("RUNNING", null), List.of(), List.of(), List.of(controls));
    }

    static RunDetail running(String operationState, @Nullable String message) {
        boolean ended = !operationState.equals("RUNNING");
        return new RunDetail(
                run("RUNNING", null),
                List.of(step("OPEN", operation(operationState, message, ended), false)),
                List.of(),
                List.of());
    }

    /** One operation is under way and has printed this. */
    static RunDetail printing(String output) {
        OperationView operation = operation("RUNNING", null, false, output);
        return new RunDetail(run("RUNNING", null), List.of(step("OPEN", operation, false)), List.of(), List.of());
    }

    static RunDetail ended(String outcome, String operationState, @Nullable String message) {
        return new RunDetail(
                run("ENDED", outcome),
                List.of(step("DONE", operation(operationState, message, true), true)),
                List.of(new EventView(TEN, "ann", "started", "CHG-1042")),
                List.of());
    }

    private static StepView step(String state, OperationView operation, boolean ended) {
        return new StepView(
                1,
                "Stop instances",
                "Task_StopInstances",
                "switchover",
                "app",
                state,
                TEN,
                ended ? TEN.plusMillis(900) : null,
                List.of(operation));
    }

    private static OperationView operation(String state, @Nullable String message, boolean ended) {
        return operation(state, message, ended, "");
    }

    private static OperationView operation(String state, @Nullable String message, boolean ended, String output) {
        return new OperationView(
                1,
                "STOP",
                "INSTANCE",
                "shop-1",
                "fra",
                "fra-app1",
                state,
                state.equals("DONE") ? "CHANGED" : null,
                null,
                null,
                message,
                2,
                List.of(),
                Map.of(),
                output,
                TEN,
                ended ? TEN.plusMillis(850) : null);
    }

    static ErrorView error(int status, String title, String detail) {
        return new ErrorView(status, title, detail, null, List.of(), List.of(), null);
    }
}
