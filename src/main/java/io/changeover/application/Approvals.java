package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.Sightings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who has approved a run, and whether that is enough. Approvals count that were asked for on the evidence at hand: after
 * another look at a site that may be lost everybody is asked again.
 */
public final class Approvals {
    private final Plans plans;
    private final DecisionStore decisions;
    private final StepStore steps;

    private final LostSource lostSource;

    public Approvals(Plans plans, DecisionStore decisions, StepStore steps, LostSource lostSource) {
        this.plans = plans;
        this.decisions = decisions;
        this.steps = steps;
        this.lostSource = lostSource;
    }

    /** Why that cannot be answered now, whoever does: that a source is lost is approved only as long as nobody sees it serve. */
    List<Blocker> against(Run run, String choice) {
        return run.unplanned() && choice.equals(Decisions.APPROVE) ? lostSource.returned(run) : List.of();
    }

    /** The group whose members may approve a run as it stands. */
    public String group(Run run) {
        return rule(run).group();
    }

    /** The group whose members may approve that data is lost. */
    public String lossGroup(Run run) {
        return plans.of(run).approval(RunType.FAILOVER).group();
    }

    /** Whether what was approved so far is not enough, after an approval that counts. */
    public boolean wantsMore(Run run) {
        Optional<String> last = decisions.ofRun(run.id()).stream()
                .filter(one -> one.kind() == Decision.Kind.APPROVAL)
                .reduce((earlier, later) -> later)
                .flatMap(Decision::choice);
        return last.filter(Approvals::agrees).isPresent()
                && approvers(run).size() < rule(run).of();
    }

    /** What a question says of the approvals that are there; empty where one is enough. */
    public String soFar(Run run) {
        int wanted = rule(run).of();
        List<String> there = approvers(run);
        if (wanted == 1) {
            return "";
        }
        return there.isEmpty()
                ? " %d different people must approve.".formatted(wanted)
                : " %s approved; %d of %d are still wanted."
                        .formatted(String.join(" and ", there), wanted - there.size(), wanted);
    }

    /** Why this person may not answer the question for an approval. */
    List<Blocker> blockers(Caller caller, Run run) {
        List<Blocker> blockers = new ArrayList<>();
        if (byTrigger(run) && caller.user().equals(TriggerFailover.ACTOR)) {
            return blockers;
        }
        if (caller.user().equals(run.requester()) && rule(run).notRequester()) {
            blockers.add(new Blocker(
                    "REQUESTER_EXCLUDED",
                    "'%s' asked for run %s and may not approve or decline it".formatted(caller.user(), run.id())));
        }
        if (approvers(run).contains(caller.user())) {
            blockers.add(new Blocker(
                    "ALREADY_APPROVED",
                    "'%s' has approved run %s; %d different people must"
                            .formatted(caller.user(), run.id(), rule(run).of())));
        }
        return blockers;
    }

    private List<String> approvers(Run run) {
        Instant since = Stream.of(
                        Optional.of(run.startedAt()),
                        run.unplannedAt(),
                        Sightings.of(steps.operationsOf(run.id())).begin())
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElseThrow();
        return decisions.ofRun(run.id()).stream()
                .filter(one ->
                        one.kind() == Decision.Kind.APPROVAL && !one.askedAt().isBefore(since))
                .filter(one -> one.choice().filter(Approvals::agrees).isPresent())
                .flatMap(one -> one.decidedBy().stream())
                .distinct()
                .toList();
    }

    private static boolean agrees(String choice) {
        return choice.equals(Decisions.APPROVE) || choice.equals(Decisions.OVERRIDE);
    }

    private boolean byTrigger(Run run) {
        return TriggerFailover.answersFor(run, plans.of(run));
    }

    /** An automatic trigger stands for all whom the plan wants; a person may answer before it. */
    private ApprovalRule rule(Run run) {
        ApprovalRule rule = plans.of(run).approval(run.rules());
        return byTrigger(run) ? new ApprovalRule(rule.group(), 1, rule.notRequester()) : rule;
    }
}
