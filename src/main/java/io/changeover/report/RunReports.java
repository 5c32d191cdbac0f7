package io.changeover.report;

import io.changeover.connector.spi.Outcome;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.Span;
import io.changeover.domain.run.StepRecord;
import io.changeover.report.RunReport.Action;
import io.changeover.report.RunReport.Answer;
import io.changeover.report.RunReport.Event;
import io.changeover.report.RunReport.Failure;
import io.changeover.report.RunReport.IntendedChange;
import io.changeover.report.RunReport.Notice;
import io.changeover.report.RunReport.Skip;
import io.changeover.report.RunReport.Step;
import io.changeover.report.RunReport.Subject;
import io.changeover.report.RunReport.Times;
import io.changeover.report.RunReport.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run from its records. Reads nothing else, so the same records give the same report. */
public final class RunReports {
    /** How much of an operation's output a report holds, in characters. */
    static final int TAIL = 2_000;

    private final Records records;
    private final List<Notification> notifications;
    private final Map<String, StepRecord> steps;

    private RunReports(Records records, List<Notification> notifications) {
        this.records = records;
        this.notifications = notifications;
        this.steps = records.stepsById();
    }

    /** The report of the run; the lists may be in any order and belong to that run only. */
    public static RunReport of(
            ProtectionPlan plan,
            Run run,
            List<StepRecord> steps,
            List<OperationRecord> operations,
            List<Decision> decisions,
            List<RunEvent> events,
            List<Notification> notifications) {
        Records records = Records.ordered(plan, run, steps, operations, decisions, events);
        return new RunReports(records, notifications).report();
    }

    private RunReport report() {
        List<Skip> skips = select(one -> one.state() == OperationState.SKIPPED, this::skip);
        List<Failure> failures = select(one -> one.state() == OperationState.FAILED, RunReports::failure);
        List<IntendedChange> intended =
                select(one -> one.outcome().filter(Outcome.WOULD_CHANGE::equals).isPresent(), RunReports::intended);
        return new RunReport(
                new Headlines(records, skips, failures, intended.size()).write(),
                subject(records.run()),
                times(),
                new Outages(records).measure(),
                new RecoveryPoints(records).measure(),
                steps(),
                records.decisions().stream().map(this::answer).toList(),
                intended,
                skips,
                failures,
                records.events().stream()
                        .map(one -> new Event(one.at(), one.actor(), one.what(), one.detail()))
                        .toList(),
                notifications.stream().map(RunReports::notice).toList(),
                new DrillProof(records).find());
    }

    private <T> List<T> select(Predicate<OperationRecord> which, BiFunction<StepRecord, OperationRecord, T> as) {
        return records.operations().stream()
                .filter(which)
                .filter(one -> steps.containsKey(one.step()))
                .map(one -> as.apply(steps.get(one.step()), one))
                .toList();
    }

    private static Subject subject(Run run) {
        return new Subject(
                run.id().value(),
                run.plan().value(),
                run.planVersion(),
                run.type(),
                run.runbook(),
                run.runbookVersion(),
                run.businessKey(),
                run.processInstance(),
                run.requester(),
                run.reason(),
                run.source().value(),
                run.target().value(),
                run.dryRun(),
                run.epoch(),
                run.state(),
                run.outcome().orElse(null));
    }

    private Times times() {
        Run run = records.run();
        Duration duration = Duration.between(run.startedAt(), records.lastMoment());
        List<Wait> waits = new WaitingTime(records)
                .spans().stream()
                        .map(span -> new Wait(span.from(), span.to(), span.length()))
                        .toList();
        Duration people = waits.stream().map(Wait::duration).reduce(Duration.ZERO, Duration::plus);
        return new Times(
                run.startedAt(),
                run.endedAt().orElse(null),
                duration,
                duration.minus(people),
                people,
                run.pointOfNoReturn().orElse(null),
                waits);
    }

    private List<Step> steps() {
        Map<String, List<Action>> actions = records.operations().stream()
                .collect(Collectors.groupingBy(
                        OperationRecord::step, Collectors.mapping(RunReports::action, Collectors.toList())));
        return records.steps().stream()
                .map(one -> new Step(
                        one.number(),
                        one.name(),
                        one.group().orElse(null),
                        one.process(),
                        one.activity(),
                        one.state(),
                        one.startedAt(),
                        one.endedAt().orElse(null),
                        between(Optional.of(one.startedAt()), one.endedAt()),
                        actions.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Action action(OperationRecord one) {
        String output = one.output();
        return new Action(
                one.number(),
                one.operation(),
                one.target(),
                one.check(),
                one.site().value(),
                one.host().orElse(null),
                one.state(),
                one.outcome().orElse(null),
                one.verdict().orElse(null),
                one.errorCode().orElse(null),
                one.message().orElse(null),
                one.attempts(),
                one.startedAt().orElse(null),
                one.endedAt().orElse(null),
                between(one.startedAt(), one.endedAt()),
                one.readings(),
                new TreeMap<>(one.outputs()),
                output.substring(Math.max(0, output.length() - TAIL)));
    }

    private Answer answer(Decision one) {
        Optional<StepRecord> step = one.step().map(steps::get);
        Instant until = one.decidedAt().orElse(records.lastMoment());
        return new Answer(
                one.task(),
                one.kind(),
                step.map(StepRecord::number).orElse(null),
                one.question(),
                one.evidence(),
                one.choices(),
                one.group(),
                one.askedAt(),
                one.decidedAt().orElse(null),
                one.decidedBy().orElse(null),
                one.choice().orElse(null),
                one.reason().orElse(null),
                new Span(one.askedAt(), until).length());
    }

    private Skip skip(StepRecord step, OperationRecord one) {
        Optional<Decision> decision = records.decisions().stream()
                .filter(asked -> asked.step().filter(step.id()::equals).isPresent())
                .filter(asked -> asked.choice()
                        .filter(choice -> choice.regionMatches(true, 0, "skip", 0, 4) || choice.equals("stated"))
                        .isPresent())
                .reduce((earlier, later) -> later);
        return new Skip(
                step.number(),
                step.name(),
                one.operation(),
                one.target(),
                one.site().value(),
                decision.flatMap(Decision::decidedBy).orElse(null),
                decision.flatMap(Decision::reason).orElse(null));
    }

    private static Failure failure(StepRecord step, OperationRecord one) {
        return new Failure(
                step.number(),
                step.name(),
                one.operation(),
                one.target(),
                one.site().value(),
                one.errorCode().orElse(null),
                one.message().orElse(null));
    }

    private static Notice notice(Notification one) {
        return new Notice(
                one.receiver(),
                one.sequence(),
                one.event(),
                one.at(),
                one.delivery().state(),
                one.delivery().attempts(),
                one.delivery().sentAt().orElse(null),
                one.delivery().status().orElse(null),
                one.delivery().error().orElse(null));
    }

    private static IntendedChange intended(StepRecord step, OperationRecord one) {
        return new IntendedChange(
                step.number(),
                one.operation(),
                one.target(),
                one.site().value(),
                one.message().orElse(""));
    }

    private static @Nullable Duration between(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(begin -> to.map(end -> Duration.between(begin, end)))
                .orElse(null);
    }
}
