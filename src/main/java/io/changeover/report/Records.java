package io.changeover.report;

import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.StepRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of one run, in the order in which a report tells them. */
record Records(
        ProtectionPlan plan,
        Run run,
        List<StepRecord> steps,
        List<OperationRecord> operations,
        List<Decision> decisions,
        List<RunEvent> events) {

    static Records ordered(
            ProtectionPlan plan,
            Run run,
            List<StepRecord> steps,
            List<OperationRecord> operations,
            List<Decision> decisions,
            List<RunEvent> events) {
        List<StepRecord> inOrder = steps.stream()
                .sorted(Comparator.comparingInt(StepRecord::number))
                .toList();
        Map<String, Integer> numbers = inOrder.stream().collect(Collectors.toMap(StepRecord::id, StepRecord::number));
        Comparator<OperationRecord> byStep = Comparator.comparingInt(one -> numbers.getOrDefault(one.step(), 0));
        return new Records(
                plan,
                run,
                inOrder,
                operations.stream()
                        .sorted(byStep.thenComparingInt(OperationRecord::number).thenComparing(OperationRecord::id))
                        .toList(),
                decisions.stream()
                        .sorted(Comparator.comparing(Decision::askedAt).thenComparing(Decision::task))
                        .toList(),
                events.stream().sorted(Comparator.comparing(RunEvent::at)).toList());
    }

    /** The steps by their id. */
    Map<String, StepRecord> stepsById() {
        return steps.stream().collect(Collectors.toMap(StepRecord::id, Function.identity()));
    }

    /** The end of the run, or the last moment that the records name. */
    Instant lastMoment() {
        return run.endedAt()
                .orElseGet(() -> moments().max(Comparator.naturalOrder()).orElse(run.startedAt()));
    }

    private Stream<Instant> moments() {
        Stream<Optional<Instant>> some = Stream.of(
                        steps.stream().flatMap(one -> Stream.of(Optional.of(one.startedAt()), one.endedAt())),
                        operations.stream().flatMap(one -> Stream.of(one.startedAt(), one.endedAt())),
                        decisions.stream().flatMap(one -> Stream.of(Optional.of(one.askedAt()), one.decidedAt())),
                        events.stream().map(one -> Optional.of(one.at())))
                .flatMap(Function.identity());
        return Stream.concat(Stream.of(run.startedAt()), some.flatMap(Optional::stream));
    }
}
