package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.Decisions;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The questions of all runs that nobody has answered. */
@Component
final class Questions {
    private final DecisionStore decisions;
    private final RunStore runs;
    private final Decisions judge;

    Questions(DecisionStore decisions, RunStore runs, Decisions judge) {
        this.decisions = decisions;
        this.runs = runs;
        this.judge = judge;
    }

    /** Those that the caller may answer first, and of these the oldest first. */
    List<Asked> open(Caller caller) {
        return decisions.open(Optional.empty()).stream()
                .flatMap(one -> runs.find(one.run()).stream().map(run -> asked(one, run, caller)))
                .sorted(Comparator.comparing((Asked one) -> !one.decision().mayDecide())
                        .thenComparing(one -> one.decision().askedAt()))
                .toList();
    }

    private Asked asked(Decision decision, Run run, Caller caller) {
        return new Asked(
                run.id().value(),
                run.plan().value(),
                "%s %s → %s".formatted(run.runbook(), run.source(), run.target()),
                run.dryRun(),
                run.requester(),
                run.reason(),
                Rows.decision(
                        decision,
                        judge.callerBlockers(caller, run, decision),
                        choice -> judge.choiceBlockers(caller.user(), run, decision, choice)));
    }

    /** Changes when what the page of questions shows changes, and only then. */
    static String version(List<Asked> asked) {
        return Integer.toHexString(asked.hashCode());
    }
}
