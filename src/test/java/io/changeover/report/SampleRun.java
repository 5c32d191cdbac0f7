package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Drill;
import io.changeover.domain.plan.Fencing;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.plan.Objectives;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.domain.plan.WatchRule;
import io.changeover.domain.plan.Window;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.site.Site;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the records of a run of the plan {@code shop} from {@code fra} to {@code ams}; times are millis since its start. */
final class SampleRun {
    static final Instant START = Instant.parse("2026-03-14T02:58:07.250Z");
    static final RunId ID = new RunId("shop-12");

    private final List<StepRecord> steps = new ArrayList<>();
    private final List<OperationRecord> operations = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();
    private Optional<Window> window = Optional.empty();
    private List<Dataset> datasets = List.of(dataset("ledger", Optional.empty()));
    private boolean dryRun;
    private Optional<Instant> noReturn = Optional.empty();

    static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private static Dataset dataset(String name, Optional<String> group) {
        return new Dataset(name, "postgresql", Map.of(), Optional.of(Duration.ofSeconds(5)), group);
    }

    /** The plan's datasets are these, and belong together. */
    SampleRun consistent(String group, String... names) {
        datasets =
                Stream.of(names).map(name -> dataset(name, Optional.of(group))).toList();
        return this;
    }

    SampleRun window(Window opens) {
        window = Optional.of(opens);
        return this;
    }

    SampleRun dryRun() {
        dryRun = true;
        return this;
    }

    SampleRun noReturn(long millis) {
        noReturn = Optional.of(at(millis));
        return this;
    }

    SampleRun step(String name, StepState state, long from, long to) {
        int number = steps.size() + 1;
        String activity = "Task_" + name.replace(" ", "");
        steps.add(new StepRecord(
                "step-" + number,
                ID,
                number,
                "x" + number,
                "switchover",
                activity,
                name,
                Optional.empty(),
                state,
                1,
                at(from),
                to < 0 ? Optional.empty() : Optional.of(at(to))));
        return this;
    }

    /** An operation of the latest step. */
    SampleRun operation(Operation operation, String target, String site, OperationState state, long from, long to) {
        Optional<Outcome> outcome = state == OperationState.DONE
                ? Optional.of(
                        operation.changing() ? (dryRun ? Outcome.WOULD_CHANGE : Outcome.CHANGED) : Outcome.UNCHANGED)
                : Optional.empty();
        return operation(operation, target, site, state, outcome, Map.of(), from, to);
    }

    SampleRun operation(
            Operation operation,
            String target,
            String site,
            OperationState state,
            Optional<Outcome> outcome,
            Map<String, String> outputs,
            long from,
            long to) {
        boolean bad = state == OperationState.FAILED || state == OperationState.SKIPPED;
        int number = operations.size() + 1;
        operations.add(new OperationRecord(
                "op-" + number,
                "step-" + steps.size(),
                number,
                0,
                operation,
                target,
                0,
                new SiteId(site),
                Optional.of(site + "-" + target),
                state,
                outcome,
                bad ? Optional.of(Verdict.TRANSIENT) : Optional.empty(),
                bad ? Optional.of("HTTP_STATUS_UNEXPECTED") : Optional.empty(),
                Optional.of(
                        bad
                                ? "http://10.0.2.21:8080/health answers: wanted 200, found 503"
                                : target + " at " + site
                                        + (dryRun ? " would be as wanted" : " is as wanted, read back")),
                bad ? 9 : 1,
                List.of(new Reading(at(Math.max(0, to)), "state", bad ? "starting" : "running")),
                outputs,
                bad ? "HTTP/1.1 503 Service Unavailable\n{\"status\":\"<starting>\",\"cache\":\"cold\"}" : "",
                from < 0 ? Optional.empty() : Optional.of(at(from)),
                to < 0 ? Optional.empty() : Optional.of(at(to))));
        return this;
    }

    SampleRun decision(
            Decision.Kind kind,
            int step,
            String question,
            String by,
            String choice,
            String reason,
            long from,
            long to) {
        boolean open = to < 0;
        decisions.add(new Decision(
                "task-" + (decisions.size() + 1),
                ID,
                kind,
                step == 0 ? Optional.empty() : Optional.of("step-" + step),
                question,
                List.of("ledger: lag 0 bytes, 3 ms", "expected outage: 2.1 s, from the last 5 runs"),
                List.of("retry", "skip", "abort"),
                "dr-approvers",
                at(from),
                open ? Optional.empty() : Optional.of(at(to)),
                open ? Optional.empty() : Optional.of(by),
                open ? Optional.empty() : Optional.of(choice),
                open ? Optional.empty() : Optional.of(reason)));
        return this;
    }

    SampleRun event(long millis, String actor, String what, String detail) {
        events.add(new RunEvent(ID, at(millis), actor, what, detail));
        return this;
    }

    SampleRun told(Notification notification) {
        notifications.add(notification);
        return this;
    }

    RunReport under(RunState state) {
        return report(RunType.SWITCHOVER, state, Optional.empty(), Optional.empty());
    }

    RunReport ended(RunOutcome outcome, long millis) {
        return ended(RunType.SWITCHOVER, outcome, millis);
    }

    RunReport ended(RunType type, RunOutcome outcome, long millis) {
        return report(type, RunState.ENDED, Optional.of(outcome), Optional.of(at(millis)));
    }

    private RunReport report(RunType type, RunState state, Optional<RunOutcome> outcome, Optional<Instant> end) {
        return RunReports.of(
                plan(), run(type, state, outcome, end), steps, operations, decisions, events, notifications);
    }

    Run run(RunType type, RunState state, Optional<RunOutcome> outcome, Optional<Instant> end) {
        return new Run(
                ID,
                new PlanId("shop"),
                4,
                type,
                type.wireName(),
                3,
                "5f2c1a7e-2041",
                "CHG-20431",
                new SiteId("fra"),
                new SiteId("ams"),
                dryRun,
                "dana",
                "Cooling work in hall 2 <fra>",
                state,
                outcome,
                7,
                START,
                end,
                noReturn);
    }

    ProtectionPlan plan() {
        SiteId fra = new SiteId("fra");
        SiteId ams = new SiteId("ams");
        return new ProtectionPlan(
                new PlanId("shop"),
                new Objectives(Duration.ofSeconds(30), Duration.ofMinutes(5)),
                Map.of(fra, new Site(fra, true), ams, new Site(ams, false)),
                Map.of(),
                List.of(),
                datasets,
                List.of(new Route("www", "haproxy", Map.of(), List.of())),
                List.of(),
                Fencing.DEFAULT,
                Map.of(),
                window,
                Limits.DEFAULT,
                List.of(),
                List.of(),
                WatchRule.DEFAULT,
                TriggerRule.DEFAULT,
                Drill.NONE);
    }

    /** A whole switchover with an approval, a check that was skipped, and all steps. */
    static SampleRun switchover() {
        SampleRun run = new SampleRun().noReturn(1_091_650);
        run.event(0, "dana", "started", "switchover of shop, CHG-20431");
        run.step("Check readiness", StepState.DONE, 20, 420);
        for (int i = 1; i <= 6; i++) {
            run.operation(Operation.STATUS, "shop-" + i, "fra", OperationState.DONE, 30, 120 + 40 * i);
        }
        run.operation(
                Operation.MEASURE,
                "ledger",
                "ams",
                OperationState.DONE,
                Optional.of(Outcome.UNCHANGED),
                Map.of("lagMillis", "3", "lagBytes", "0"),
                40,
                160);
        run.decision(
                Decision.Kind.APPROVAL,
                0,
                "May the switchover of shop from fra to ams begin?",
                "arne",
                "approve",
                "Lag is 3 ms, support is told",
                450,
                1_090_000);
        run.event(1_090_000, "arne", "decided", "approve: Lag is 3 ms, support is told");
        run.step("Stop application", StepState.DONE, 1_090_020, 1_090_900);
        for (int i = 1; i <= 6; i++) {
            run.operation(
                    Operation.STOP, "shop-" + i, "fra", OperationState.DONE, 1_090_030 + 10 * i, 1_090_400 + 80 * i);
        }
        run.step("Prove the source is quiet", StepState.DONE, 1_090_910, 1_091_640)
                .operation(Operation.SYNC, "ledger", "ams", OperationState.DONE, 1_090_920, 1_091_300)
                .operation(Operation.PROVE, "ledger", "ams", OperationState.DONE, 1_091_310, 1_091_630);
        run.step("Promote datasets", StepState.DONE, 1_091_645, 1_092_100)
                .operation(Operation.PROMOTE, "ledger", "ams", OperationState.DONE, 1_091_650, 1_092_095);
        run.step("Start application", StepState.DONE, 1_092_105, 1_093_050);
        for (int i = 1; i <= 6; i++) {
            run.operation(Operation.START, "shop-" + i, "ams", OperationState.DONE, 1_092_110, 1_092_500 + 90 * i);
        }
        run.step("Check application health", StepState.SKIPPED, 1_093_060, 1_180_000);
        for (int i = 1; i <= 6; i++) {
            OperationState state = i == 4 ? OperationState.SKIPPED : OperationState.DONE;
            run.operation(
                    Operation.CHECK, "shop-" + i, "ams", state, 1_093_070, i == 4 ? 1_096_500 : 1_093_300 + 60 * i);
        }
        run.decision(
                Decision.Kind.FAILURE,
                6,
                "1 of 6 operations of Check application health failed. What now?",
                "dana",
                "skip",
                "shop-4 has a cold cache, five others carry the load",
                1_096_510,
                1_180_000);
        run.event(1_180_000, "dana", "decided", "skip: shop-4 has a cold cache, five others carry the load");
        run.step("Switch routes", StepState.DONE, 1_180_010, 1_180_400)
                .operation(Operation.SWITCH, "www", "ams", OperationState.DONE, 1_180_020, 1_180_390);
        run.step("Verify with real traffic", StepState.DONE, 1_180_410, 1_181_000)
                .operation(Operation.CHECK, "www", "ams", OperationState.DONE, 1_180_420, 1_180_980);
        run.step("Protect datasets the other way", StepState.DONE, 1_181_010, 1_183_200)
                .operation(Operation.PROTECT, "ledger", "fra", OperationState.DONE, 1_181_020, 1_183_190);
        return run.event(1_183_300, "changeover", "ENDED", "COMPLETED_WITH_SKIPS");
    }
}
