package io.changeover.application;

import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is still to come of a run and how long it is likely to take, from the last runs that went the same way. */
public final class Outlook {
    private static final int LOOK_BACK = 50;
    private static final int SAMPLES = 5;

    private final RunStore runs;
    private final StepStore steps;

    public Outlook(RunStore runs, StepStore steps) {
        this.runs = runs;
        this.steps = steps;
    }

    /**
     * What is to be expected.
     *
     * @param steps the names of the steps to come, in the order of the last such run
     * @param left the median of the time that was left at this place, without the time that people took to answer
     * @param samples from how many runs this is known
     */
    public record Ahead(List<String> steps, Duration left, int samples) {
        public Ahead {
            steps = List.copyOf(steps);
        }
    }

    /** What is ahead of a run with these steps; empty before the first such run, while it is undone, and at its end. */
    public Optional<Ahead> of(Run run, List<StepRecord> passed, Instant now) {
        if (run.state() != RunState.RUNNING && run.state() != RunState.PAUSED) {
            return Optional.empty();
        }
        List<List<StepRecord>> samples = runs.newest(Optional.of(run.plan()), LOOK_BACK).stream()
                .filter(earlier -> wentThatWay(earlier, run))
                .limit(SAMPLES)
                .map(earlier -> steps.ofRun(earlier.id()))
                .toList();
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> left = samples.stream()
                .map(sample -> left(sample, passed, now))
                .sorted()
                .toList();
        List<String> coming = rest(samples.get(0), passed).stream()
                .map(step -> step.group()
                        .map(group -> step.name() + " (" + group + ")")
                        .orElse(step.name()))
                .toList();
        return Optional.of(new Ahead(coming, left.get(left.size() / 2), samples.size()));
    }

    private static boolean wentThatWay(Run earlier, Run run) {
        return earlier.runbook().equals(run.runbook())
                && earlier.dryRun() == run.dryRun()
                && earlier.unplanned() == run.unplanned()
                && !earlier.id().equals(run.id())
                && earlier.outcome().filter(RunOutcome::good).isPresent();
    }

    /** The steps of a sample that have no counterpart yet. */
    private static List<StepRecord> rest(List<StepRecord> sample, List<StepRecord> passed) {
        List<StepRecord> unmatched = new ArrayList<>(passed);
        List<StepRecord> rest = new ArrayList<>();
        for (StepRecord step : sample) {
            Optional<StepRecord> counterpart =
                    unmatched.stream().filter(one -> same(one, step)).findFirst();
            counterpart.ifPresentOrElse(unmatched::remove, () -> rest.add(step));
        }
        return rest;
    }

    private static Duration left(List<StepRecord> sample, List<StepRecord> passed, Instant now) {
        List<Span> spans = new ArrayList<>();
        rest(sample, passed).forEach(step -> spans.add(new Span(step.startedAt(), end(step))));
        passed.stream()
                .filter(step -> step.state() == StepState.OPEN)
                .forEach(step -> sample.stream()
                        .filter(one -> same(one, step))
                        .findFirst()
                        .map(one -> new Span(one.startedAt().plus(Duration.between(step.startedAt(), now)), end(one)))
                        .filter(span -> span.to().isAfter(span.from()))
                        .ifPresent(spans::add));
        spans.sort(Comparator.comparing(Span::from));
        Duration sum = Duration.ZERO;
        Instant until = Instant.MIN;
        for (Span span : spans) {
            Instant from = span.from().isAfter(until) ? span.from() : until;
            if (span.to().isAfter(from)) {
                sum = sum.plus(Duration.between(from, span.to()));
                until = span.to();
            }
        }
        return sum;
    }

    private static Instant end(StepRecord step) {
        return step.endedAt().orElse(step.startedAt());
    }

    private static boolean same(StepRecord one, StepRecord other) {
        return one.process().equals(other.process())
                && one.activity().equals(other.activity())
                && Objects.equals(one.group(), other.group());
    }

    private record Span(Instant from, Instant to) {}
}
