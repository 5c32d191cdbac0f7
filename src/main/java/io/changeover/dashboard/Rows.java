package io.changeover.dashboard;

import io.changeover.application.Decisions;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The domain as the page of a run shows it. */
final class Rows {
    private Rows() {}

    static RunHead head(Run run, boolean waits, List<OperationRecord> cautions) {
        return new RunHead(
                run.id().value(),
                run.plan().value(),
                run.planVersion(),
                run.runbook(),
                run.runbookVersion(),
                run.processInstance(),
                run.businessKey(),
                run.source().value(),
                run.target().value(),
                run.dryRun(),
                run.epoch(),
                run.requester(),
                run.reason(),
                Sentences.tone(run, waits, cautions),
                Sentences.headline(run, waits, cautions),
                run.startedAt(),
                run.endedAt().orElse(null),
                run.pointOfNoReturn().orElse(null));
    }

    static StepView step(StepRecord step, List<OperationRecord> operations) {
        return new StepView(
                step.number(),
                step.name(),
                step.group().orElse(null),
                step.state(),
                step.startedAt(),
                step.endedAt().orElse(null),
                operations.stream().map(Rows::operation).toList());
    }

    static OperationView operation(OperationRecord operation) {
        return new OperationView(
                operation.id(),
                words(operation.operation()),
                operation.target(),
                operation.site().value(),
                operation.host().orElse(null),
                operation.state(),
                operation.outcome().map(Rows::words).orElse(null),
                operation.message().orElse(null),
                operation.attempts(),
                operation.startedAt().orElse(null),
                operation.endedAt().orElse(null));
    }

    /** A question; what is against an answer is only asked while there is none. */
    static DecisionView decision(
            Decision decision, List<Blocker> blockers, Function<String, List<Blocker>> againstChoice) {
        boolean open = decision.decidedAt().isEmpty();
        String refusal = blockers.stream().map(Blocker::sentence).collect(Collectors.joining("; "));
        return new DecisionView(
                decision.task(),
                decision.question(),
                decision.evidence(),
                decision.choices().stream()
                        .map(value -> choice(value).refused(open ? againstChoice.apply(value) : List.of()))
                        .toList(),
                decision.group(),
                refusal.isEmpty() ? null : refusal,
                decision.askedAt(),
                decision.decidedAt().orElse(null),
                decision.decidedBy().orElse(null),
                decision.choice().orElse(null),
                decision.reason().orElse(null));
    }

    private static DecisionView.Choice choice(String value) {
        return switch (value) {
            case Decisions.APPROVE -> new DecisionView.Choice(value, "Approve", false, Tone.GOOD);
            case Decisions.DECLINE -> new DecisionView.Choice(value, "Decline", true, Tone.BAD);
            case Decisions.OVERRIDE ->
                new DecisionView.Choice(value, "Override: leave a site that is not confirmed lost", true, Tone.BAD);
            case Decisions.LOOK -> new DecisionView.Choice(value, "Look again", false, Tone.NEUTRAL);
            case Decisions.UNPLANNED ->
                new DecisionView.Choice(value, "The source is lost: go on without it", true, Tone.BAD);
            case Decisions.RETRY -> new DecisionView.Choice(value, "Retry what failed", false, Tone.GOOD);
            case Decisions.SKIP -> new DecisionView.Choice(value, "Skip and go on", true, Tone.WARNING);
            case Decisions.STATED ->
                new DecisionView.Choice(value, "I state that the source takes no writes", true, Tone.BAD);
            case Decisions.ABORT -> new DecisionView.Choice(value, "Abort and undo", true, Tone.BAD);
            case Decisions.GO -> new DecisionView.Choice(value, "Begin now", false, Tone.WARNING);
            case Decisions.WAIT -> new DecisionView.Choice(value, "Wait for the next window", false, Tone.GOOD);
            case Decisions.STOP -> new DecisionView.Choice(value, "End the run", true, Tone.BAD);
            case Decisions.DONE -> new DecisionView.Choice(value, "Done", false, Tone.GOOD);
            case Decisions.CLOSE -> new DecisionView.Choice(value, "Close without protection", true, Tone.WARNING);
            default -> new DecisionView.Choice(value, value, true, Tone.NEUTRAL);
        };
    }

    static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
