package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.Verb;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions to people: written down when they are asked, and judged and written down when they are answered. */
public final class Decisions {
    /** Approvals: let the run begin. */
    public static final String APPROVE = "approve";
    /** Approvals: do not let it begin. */
    public static final String DECLINE = "decline";
    /** Approvals of a failover: go on although the source is not confirmed lost. */
    public static final String OVERRIDE = "override";
    /** Approvals of a failover: look at the source once more. */
    public static final String LOOK = "look";
    /** Failures: do again what failed. */
    public static final String RETRY = "retry";
    /** Failures, and steps by hand: go on without it. */
    public static final String SKIP = "skip";
    /** Failures: end the run and undo what it did. */
    public static final String ABORT = "abort";
    /** Failures: go on, as the person states that the source takes no writes, which nothing has proved. */
    public static final String STATED = "stated";
    /** Failures before the promotion: the source is lost, go on without it. */
    public static final String UNPLANNED = "unplanned";
    /** Windows: begin although the time is short. */
    public static final String GO = "go";
    /** Windows: wait for the next one. */
    public static final String WAIT = "wait";
    /** Windows, and failovers that are not confirmed: end the run, of which nothing was done. */
    public static final String STOP = "stop";
    /** Protections: ask no more, although nothing follows. */
    public static final String CLOSE = "close";

    /** Steps by hand: it was done. */
    public static final String DONE = "done";

    /** Drills: the clones are needed no longer. */
    public static final String END = "end";

    private static final Map<String, Verb> ABOUT_FAILURES =
            Map.of(RETRY, Verb.RETRY, SKIP, Verb.SKIP, STATED, Verb.SKIP, ABORT, Verb.ABORT, UNPLANNED, Verb.UNPLANNED);

    private final Plans plans;
    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;
    private final Approvals approvals;
    private final EventLog events;
    private final Announce announce;
    private final Clock clock;

    public Decisions(
            Plans plans,
            RunStore runs,
            StepStore steps,
            DecisionStore decisions,
            Approvals approvals,
            EventLog events,
            Announce announce,
            Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
        this.approvals = approvals;
        this.events = events;
        this.announce = announce;
        this.clock = clock;
    }

    /** Writes a question down, in the caller's transaction. */
    public void ask(
            String task,
            Run run,
            Decision.Kind kind,
            Optional<String> step,
            String question,
            List<String> evidence,
            List<String> choices) {
        Decision decision = new Decision(
                task,
                run.id(),
                kind,
                step,
                question,
                evidence,
                choices,
                group(run, kind),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        decisions.insert(decision);
        announce.asked(run, decision);
    }

    /** The question that a user task asks, if it is one of ours. */
    public Optional<Decision> find(String task) {
        return decisions.find(task);
    }

    /** Removes a question whose task is gone. */
    public void withdraw(String task) {
        decisions.withdraw(task);
    }

    /** The group whose members may answer. */
    public String group(Run run, Decision.Kind kind) {
        return approves(kind) ? approvals.group(run) : Caller.OPERATORS;
    }

    /** Whether it is for those who approve runs, and not for those who carry them out. */
    public static boolean approves(Decision.Kind kind) {
        return kind == Decision.Kind.APPROVAL || kind == Decision.Kind.SITE;
    }

    /** Whether the plan itself names approvers for runs of this type; without them a drill asks nobody. */
    public boolean asksFirst(Run run) {
        return plans.of(run).approvals().containsKey(run.type());
    }

    /**
     * Judges an answer and writes it down, in the transaction that completes the user task.
     *
     * @throws RefusedException with every reason why it does not count
     */
    public void answer(String task, Caller caller, Optional<String> choice, String reason) {
        Decision decision = decisions
                .find(task)
                .orElseThrow(() -> RefusedException.because("TASK_UNKNOWN", "task %s asks nothing".formatted(task)));
        Run run = Runs.locked(runs, decision.run());
        // Read again under the lock: whoever answered first has answered.
        if (decisions.find(task).filter(one -> one.decidedAt().isEmpty()).isEmpty()) {
            throw RefusedException.because("TASK_ANSWERED", "task %s was answered by somebody else".formatted(task));
        }
        String chosen = choice.orElse("");
        boolean states = chosen.equals(STATED) && decision.choices().contains(STATED);
        List<Blocker> blockers =
                new ArrayList<>(states ? statingBlockers(caller, run) : answeringBlockers(caller, run, decision));
        Runs.checkLength(reason, blockers);
        if (!decision.choices().contains(chosen)) {
            blockers.add(new Blocker(
                    "CHOICE_WRONG", "the choice is one of %s, not '%s'".formatted(decision.choices(), chosen)));
        }
        boolean needsReason =
                !List.of(APPROVE, LOOK, RETRY, GO, WAIT, DONE, END).contains(chosen);
        if (needsReason && decision.choices().contains(chosen) && reason.isBlank()) {
            blockers.add(
                    new Blocker("REASON_MISSING", "'%s' needs a reason; it goes into the report".formatted(chosen)));
        }
        if (chosen.equals(SKIP) && !reason.isBlank()) {
            blockers.addAll(againstSkipping(run, decision, reason));
        }
        blockers.addAll(choiceBlockers(caller.user(), run, decision, chosen));
        if (!blockers.isEmpty()) {
            throw new RefusedException(blockers);
        }
        write(decision, caller, chosen, reason);
    }

    /** Who may state that the source of a run takes no writes. */
    public ApprovalRule statement(Run run) {
        return plans.of(run).fencing().statement();
    }

    /** Why this person may not answer, whatever the answer is; empty where they may give one. */
    public List<Blocker> callerBlockers(Caller caller, Run run, Decision decision) {
        boolean may = decision.choices().contains(STATED)
                && statingBlockers(caller, run).isEmpty();
        return may ? List.of() : answeringBlockers(caller, run, decision);
    }

    private List<Blocker> statingBlockers(Caller caller, Run run) {
        ApprovalRule rule = statement(run);
        List<Blocker> blockers = new ArrayList<>();
        if (!caller.mayActAs(rule.group())) {
            blockers.add(new Blocker(
                    "NOT_ALLOWED",
                    "'%s' may not state that %s takes no writes: that needs the group %s"
                            .formatted(caller.user(), run.source(), rule.group())));
        }
        if (rule.notRequester() && caller.user().equals(run.requester())) {
            blockers.add(new Blocker(
                    "REQUESTER_EXCLUDED",
                    "'%s' asked for run %s and may not state that %s takes no writes"
                            .formatted(caller.user(), run.id(), run.source())));
        }
        return blockers;
    }

    private List<Blocker> answeringBlockers(Caller caller, Run run, Decision decision) {
        List<Blocker> blockers = new ArrayList<>();
        if (!caller.mayActAs(decision.group())) {
            blockers.add(new Blocker(
                    "NOT_ALLOWED",
                    "'%s' may not decide this: that needs the group %s".formatted(caller.user(), decision.group())));
        }
        if (approves(decision.kind())) {
            blockers.addAll(approvals.blockers(caller, run));
        }
        return blockers;
    }

    /** Why this answer cannot be given now, whoever gives it; empty where it can. */
    public List<Blocker> choiceBlockers(String user, Run run, Decision decision, String choice) {
        Optional<Verb> verb = decision.kind() == Decision.Kind.FAILURE
                ? Optional.ofNullable(ABOUT_FAILURES.get(choice))
                : Optional.empty();
        if (verb.isPresent()) {
            return Steering.refusals(verb.get(), run, decision.step().flatMap(steps::find), user);
        }
        if (run.state() == RunState.PAUSED) {
            return List.of(new Blocker("RUN_PAUSED", "run %s is paused; resume it first".formatted(run.id())));
        }
        return decision.kind() == Decision.Kind.APPROVAL ? approvals.against(run, choice) : List.of();
    }

    private List<Blocker> againstSkipping(Run run, Decision decision, String reason) {
        ProtectionPlan plan = plans.of(run);
        List<OperationRecord> all = decision.step().map(steps::operations).orElse(List.of());
        return new Consistency(plan, all).againstSkipping(Failures.of(plan, all), reason);
    }

    private void write(Decision decision, Caller caller, String choice, String reason) {
        decisions.answer(decision.answered(clock.instant(), caller.user(), choice, reason));
        String detail = decision.question() + " → " + choice + (reason.isBlank() ? "" : ": " + reason);
        events.append(new RunEvent(decision.run(), clock.instant(), caller.user(), "DECIDED", detail));
    }
}
