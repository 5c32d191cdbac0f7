package io.changeover.dashboard;

import io.changeover.application.RefusedException;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan in the middle of a switchover, with a decision open and an operation failed; remembers what was asked of it. */
final class SampleDashboard implements DashboardData, DashboardActions, RunPages {
    final List<String> asked = new ArrayList<>();
    List<Blocker> blockers = List.of();

    @Nullable
    String choiceRefusal;

    private final Instant now;

    SampleDashboard(Instant now) {
        this.now = now;
    }

    private Instant ago(double seconds) {
        return now.minusMillis((long) (seconds * 1_000));
    }

    @Override
    public List<PlanCard> plans() {
        PlanCard.RunNow run = new PlanCard.RunNow("shop-12", "switchover", "Check application health", ago(300), false);
        PlanCard.Waiting ask =
                new PlanCard.Waiting("shop-12", "1 of 6 operations failed. What now?", "dr-approvers", ago(83));
        return List.of(
                new PlanCard(
                        "billing",
                        2,
                        Tone.GOOD,
                        "Runs at ams, protected, lag 12 ms.",
                        "ams",
                        "fra",
                        5,
                        null,
                        List.of(),
                        new PlanCard.Drill("billing-3", "completed", ago(400_000), false),
                        List.of(new PlanCard.Start("failback", "Failback ams → fra", List.of())),
                        new PlanCard.Seen(
                                ago(3),
                                List.of(new PlanCard.Lagging("ledger", Tone.GOOD, "12 ms of 5 s", "0,20 50,18 100,19")),
                                List.of("ledger is 4000 ms behind, near its limit of 5000 ms"))),
                new PlanCard(
                        "mail",
                        1,
                        Tone.BAD,
                        "Runs at fra, not protected: replication to ams does not run.",
                        "fra",
                        "ams",
                        2,
                        null,
                        List.of(),
                        new PlanCard.Drill(null, null, null, true),
                        List.of(
                                new PlanCard.Start("reprotect", "Reprotect ams", List.of()),
                                new PlanCard.Start(
                                        "switchover",
                                        "Switchover fra → ams",
                                        List.of(
                                                "The lag of dataset mail cannot be read: wanted a number, found nothing.",
                                                "No approver is known in group dr-approvers."))),
                        PlanCard.Seen.NOTHING),
                new PlanCard(
                        "shop",
                        4,
                        Tone.WARNING,
                        "Moves from fra to ams, past the point of no return.",
                        null,
                        "fra",
                        7,
                        run,
                        List.of(ask),
                        null,
                        List.of(),
                        PlanCard.Seen.NOTHING));
    }

    @Override
    public List<RunRow> runs() {
        return List.of(
                new RunRow(
                        "shop-12",
                        "shop",
                        "switchover",
                        "fra",
                        "ams",
                        false,
                        Tone.WARNING,
                        "waits for a decision",
                        "dana",
                        ago(300),
                        null),
                new RunRow(
                        "shop-11",
                        "shop",
                        "switchover",
                        "fra",
                        "ams",
                        true,
                        Tone.NEUTRAL,
                        "rehearsed",
                        "dana",
                        ago(5_000),
                        ago(4_998.8)),
                new RunRow(
                        "billing-4",
                        "billing",
                        "switchover",
                        "fra",
                        "ams",
                        false,
                        Tone.GOOD,
                        "completed",
                        "arne",
                        ago(90_000),
                        ago(89_998.1)),
                new RunRow(
                        "mail-3",
                        "mail",
                        "reprotect",
                        "fra",
                        "ams",
                        false,
                        Tone.BAD,
                        "failed",
                        "bea",
                        ago(700_000),
                        ago(699_000)));
    }

    @Override
    public Optional<String> freeze() {
        return Optional.empty();
    }

    @Override
    public boolean mayFreeze() {
        return true;
    }

    @Override
    public Optional<RunPage> page(String id) {
        if (!id.equals("shop-12")) {
            return Optional.empty();
        }
        RunHead head = new RunHead(
                "shop-12",
                "shop",
                4,
                "switchover",
                3,
                "4711",
                "CHG-20431",
                "fra",
                "ams",
                false,
                7,
                "dana",
                "Cooling work in hall 2 <fra>",
                Tone.WARNING,
                "Switchover of shop from fra to ams waits for a decision: Check application health failed for shop-4.",
                ago(300),
                null,
                ago(88.2));
        return Optional.of(new RunPage(
                head,
                new RunClock(
                        ago(90), null, false, Duration.ofMinutes(2), Duration.ofSeconds(8), Duration.ofSeconds(4), 3),
                steps(),
                List.of("Switch routes", "Verify with real traffic", "Protect datasets the other way"),
                decisions(),
                "/api/v1/runs/shop-12/report?format=html",
                "/api/v1/runs/shop-12/report",
                controls()));
    }

    @Override
    public Optional<OperationDetail> operation(String run, String operation) {
        return page(run).stream()
                .flatMap(page -> page.steps().stream())
                .flatMap(step -> step.operations().stream()
                        .filter(one -> one.id().equals(operation))
                        .map(one -> new OperationDetail(
                                one,
                                step.number(),
                                step.name(),
                                "CHECK_FAILED",
                                List.of(new OperationDetail.Read(ago(84), "status", "503")),
                                Map.of("asked", "/health"),
                                "attempt 9: <status>starting</status>\n")))
                .findFirst();
    }

    @Override
    public Optional<RunMarks> marks(String run) {
        return page(run)
                .map(page -> new RunMarks(
                        List.of(new RunMarks.Board("switchover", "Switchover", Map.of("Call", "move-service"))),
                        Map.of("switchover", Map.of("Call", new RunMarks.Mark("deciding", true, null)))));
    }

    @Override
    public Optional<String> diagram(String run, String process) {
        return page(run).filter(page -> process.equals("switchover")).map(page -> "<definitions/>");
    }

    private static List<ControlView> controls() {
        return List.of(
                new ControlView("pause", "/runs/shop-12/pause", "Pause the run", "None begins.", Tone.NEUTRAL, null),
                new ControlView(
                        "resume",
                        "/runs/shop-12/resume",
                        "Resume the run",
                        "It goes on.",
                        Tone.GOOD,
                        "run shop-12 is not <paused>"),
                new ControlView(
                        "cancel-6", "/runs/shop-12/steps/6/cancel", "Cancel step 6", "It asks.", Tone.WARNING, null));
    }

    private List<StepView> steps() {
        List<OperationView> checks = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            boolean bad = i == 4;
            checks.add(new OperationView(
                    "check-" + i,
                    "CHECK",
                    "shop-" + i,
                    "ams",
                    "ams-app" + i,
                    bad ? OperationState.FAILED : OperationState.DONE,
                    bad ? null : "unchanged",
                    bad ? "http://10.0.2.24:8080/health answers: wanted 200, found 503" : "answers 200, 3 in a row",
                    bad ? 9 : 3,
                    ago(86.5),
                    ago(bad ? 83 : 86 - i * 0.1)));
        }
        return List.of(
                step(1, "Check readiness", null, StepState.DONE, 299.9, 299.5, done("STATUS", "shop-1", "fra")),
                step(2, "Stop application", "app", StepState.DONE, 90, 89.1, done("STOP", "shop-1", "fra")),
                step(3, "Prove the source is quiet", null, StepState.DONE, 89.1, 88.3, done("PROVE", "ledger", "ams")),
                step(4, "Promote datasets", null, StepState.DONE, 88.2, 87.8, done("PROMOTE", "ledger", "ams")),
                step(5, "Start application", "app", StepState.DONE, 87.8, 86.6, done("START", "shop-1", "ams")),
                step(6, "Check application health", "app", StepState.DECIDING, 86.5, -1, checks));
    }

    private StepView step(
            int number, String name, String group, StepState state, double from, double to, List<OperationView> all) {
        return new StepView(number, name, group, state, ago(from), to < 0 ? null : ago(to), all);
    }

    private List<OperationView> done(String operation, String target, String site) {
        return List.of(new OperationView(
                operation + "-" + target,
                operation,
                target,
                site,
                site + "-app1",
                OperationState.DONE,
                "changed",
                target + " is as wanted, read back",
                1,
                ago(90),
                ago(89.4)));
    }

    private List<DecisionView> decisions() {
        return List.of(
                new DecisionView(
                        "task-1",
                        "May the switchover of shop from fra to ams begin?",
                        List.of("lag 3 ms"),
                        List.of(),
                        "dr-approvers",
                        "that needs the group dr-approvers",
                        ago(299),
                        ago(90),
                        "arne",
                        "approve",
                        "support is told"),
                new DecisionView(
                        "task-2",
                        "1 of 6 operations of Check application health failed. What now?",
                        List.of(
                                "shop-4 at ams: http://10.0.2.24:8080/health answers: wanted 200, found 503",
                                "last output: <status>starting</status>",
                                "Past the point of no return: the run cannot go back by itself."),
                        List.of(
                                new DecisionView.Choice("retry", "Retry what failed", false, Tone.GOOD, choiceRefusal),
                                new DecisionView.Choice("skip", "Skip and go on", true, Tone.WARNING, choiceRefusal),
                                new DecisionView.Choice("abort", "Abort", true, Tone.BAD, choiceRefusal)),
                        "dr-approvers",
                        null,
                        ago(83),
                        null,
                        null,
                        null,
                        null));
    }

    @Override
    public void decide(String task, String choice, String reason) {
        ask("decide %s %s %s".formatted(task, choice, reason));
    }

    @Override
    public void goUnplanned(String run, String reason) {
        ask("unplanned %s %s".formatted(run, reason));
    }

    @Override
    public void abort(String run, String reason) {
        ask("abort %s %s".formatted(run, reason));
    }

    @Override
    public void pause(String run, String reason) {
        ask("pause %s %s".formatted(run, reason));
    }

    @Override
    public void resume(String run, String reason) {
        ask("resume %s %s".formatted(run, reason));
    }

    @Override
    public void cancel(String run, int step, String reason) {
        ask("cancel %s %d %s".formatted(run, step, reason));
    }

    @Override
    public String start(Wanted wanted) {
        ask("start " + wanted);
        return "billing-5";
    }

    private void ask(String what) {
        if (!blockers.isEmpty()) {
            throw new RefusedException(blockers);
        }
        asked.add(what);
    }
}
