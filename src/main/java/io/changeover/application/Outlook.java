package io.changeover.application;

import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.Span;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is still to come of a run and how long it is likely to take, from the last runs that went the same way. Thread-safe. */
public final class Outlook {
    private static final int LOOK_BACK = 50;
    private static final int SAMPLES = 5;
    private static final int KEPT = 100;

    private final RunStore runs;
    private final StepStore steps;
    private final DecisionStore decisions;

    /** What came before a run does not change while it is under way, unless it leaves the planned path. */
    private final Map<Way, List<Sample>> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, List<Sample>> eldest) {
            return size() > KEPT;
        }
    });

    public Outlook(RunStore runs, StepStore steps, DecisionStore decisions) {
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
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
        List<Sample> samples = samples(run);
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> left = samples.stream()
                .map(sample -> left(sample, passed, now))
                .sorted()
                .toList();
        List<String> coming = rest(samples.get(0).steps(), passed).stream()
                .map(step -> step.group()
                        .map(group -> step.name() + " (" + group + ")")
                        .orElse(step.name()))
                .toList();
        return Optional.of(new Ahead(coming, left.get(left.size() / 2), samples.size()));
    }

    private List<Sample> samples(Run run) {
        Way way = new Way(run.id(), run.unplanned());
        List<Sample> there = known.get(way);
        if (there != null) {
            return there;
        }
        List<Sample> read = runs.newest(Optional.of(run.plan()), LOOK_BACK).stream()
                .filter(earlier -> wentThatWay(earlier, run))
                .limit(SAMPLES)
                .map(earlier -> new Sample(steps.ofRun(earlier.id()), asked(earlier)))
                .toList();
        known.putIfAbsent(way, read);
        return read;
    }

    /** When people were asked: that says nothing of how long they will take this time. */
    private List<Span> asked(Run earlier) {
        return Span.union(decisions.ofRun(earlier.id()).stream()
                .flatMap(one -> one.decidedAt().map(at -> new Span(one.askedAt(), at)).stream())
                .toList());
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

    private static Duration left(Sample sample, List<StepRecord> passed, Instant now) {
        List<Span> spans = new ArrayList<>();
        rest(sample.steps(), passed).forEach(step -> spans.add(new Span(step.startedAt(), end(step))));
        passed.stream()
                .filter(step -> step.state() == StepState.OPEN)
                .forEach(step -> sample.steps().stream()
                        .filter(one -> same(one, step))
                        .findFirst()
                        .map(one -> new Span(one.startedAt().plus(Duration.between(step.startedAt(), now)), end(one)))
                        .ifPresent(spans::add));
        return Span.without(Span.union(spans), sample.asked()).stream()
                .map(Span::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Instant end(StepRecord step) {
        return step.endedAt().orElse(step.startedAt());
    }

    private static boolean same(StepRecord one, StepRecord other) {
        return one.process().equals(other.process())
                && one.activity().equals(other.activity())
                && Objects.equals(one.group(), other.group());
    }

    private record Way(RunId run, boolean unplanned) {}

    /** An earlier run: its steps, and when people were asked, without overlap and in order. */
    private record Sample(List<StepRecord> steps, List<Span> asked) {}
}
