package io.changeover.domain.run;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which verbs a person may use when: the one table behind API, command line, dashboard and the answers to questions. The
 * first row of a verb that fits refuses it; where none fits it is allowed. A verb that is new needs its rows here and
 * nothing else to be judged everywhere.
 */
public final class Control {
    /** The group whose members steer runs. */
    public static final String GROUP = "operators";

    private static final String ENDED = "run {run} has ended";
    private static final String UNDER_WAY = "RUN_NOT_UNDER_WAY";
    private static final String NO_STEP = "run {run} is at no step";
    private static final String GOING = "step {step} is cancelled with the run";

    private static final Map<Verb, List<Row>> TABLE = Map.of(
            Verb.PAUSE,
            List.of(
                    row(run(RunState.PAUSED), "RUN_NOT_RUNNING", "run {run} is paused already"),
                    row(
                            run(RunState.ABORTING),
                            "RUN_NOT_RUNNING",
                            "run {run} was aborted; its undoing is not paused, as the service is down until it has ended"),
                    row(run(RunState.ENDED), "RUN_NOT_RUNNING", ENDED),
                    row(
                            at -> at.run().type() == RunType.DRILL,
                            "DRILL_NOT_PAUSED",
                            "run {run} is a drill, whose limit would not count while it is paused; abort it")),
            Verb.RESUME,
            List.of(
                    row(run(RunState.RUNNING), "RUN_NOT_PAUSED", "run {run} is not paused"),
                    row(run(RunState.ABORTING), "RUN_NOT_PAUSED", "run {run} was aborted and does not go on"),
                    row(run(RunState.ENDED), "RUN_NOT_PAUSED", ENDED)),
            Verb.ABORT,
            List.of(
                    row(run(RunState.ABORTING), UNDER_WAY, "run {run} was aborted and is being undone"),
                    row(run(RunState.ENDED), UNDER_WAY, ENDED),
                    row(
                            Control::isPastTheReturn,
                            "PAST_POINT_OF_NO_RETURN",
                            "run {run} has promoted the target at {point}; it can only go on: retry or skip what failed")),
            Verb.UNPLANNED,
            List.of(
                    row(run(RunState.PAUSED), "RUN_NOT_RUNNING", "run {run} is paused; resume it first"),
                    row(run(RunState.ABORTING), "RUN_NOT_RUNNING", "run {run} was aborted and is being undone"),
                    row(run(RunState.ENDED), "RUN_NOT_RUNNING", ENDED),
                    row(at -> at.run().dryRun(), "NOT_PLANNED", "run {run} is a dry run"),
                    row(
                            Control::isPastTheReturn,
                            "PAST_POINT_OF_NO_RETURN",
                            "run {run} has promoted the target at {point} and needs the source no more; retry or skip what failed"),
                    row(at -> at.run().unplanned(), "NOT_PLANNED", "run {run} is unplanned already"),
                    row(at -> !at.run().type().planned(), "NOT_PLANNED", "run {run} is no planned move"),
                    row(
                            at -> !at.leavable(),
                            "NOT_IN_THE_MOVE",
                            "run {run} is at no step that can be left for the unplanned path; abort it and start a failover")),
            Verb.CANCEL,
            List.of(
                    row(run(RunState.ENDED), UNDER_WAY, ENDED),
                    row(Control::hasNoStep, "STEP_NOT_UNDER_WAY", NO_STEP),
                    row(
                            step(StepState.DECIDING),
                            "STEP_NOT_UNDER_WAY",
                            "nothing of step {step} is under way: it waits for a decision"),
                    row(step(StepState.OPEN).negate(), "STEP_NOT_UNDER_WAY", "step {step} is {state}"),
                    row(Control::isGoing, "STEP_NOT_UNDER_WAY", GOING)),
            Verb.RETRY,
            decision(),
            Verb.SKIP,
            decision());

    private Control() {}

    /**
     * Where a run stands when somebody wants something of it.
     *
     * @param step what of it that is about; empty for the run as a whole, or where it is at no step
     * @param user who wants it
     * @param steers whether that person is in {@link #GROUP} or may do everything
     * @param leavable whether the run is at a step that its diagram lets it leave without the source
     */
    public record Situation(Run run, Optional<StepRecord> step, String user, boolean steers, boolean leavable) {
        public Situation {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(user, "user");
        }

        /** One in which the run, as far as its diagram goes, could be left. */
        public Situation(Run run, Optional<StepRecord> step, String user, boolean steers) {
            this(run, step, user, steers, true);
        }
    }

    private record Row(Predicate<Situation> where, String code, String sentence) {
        Blocker blocker(Situation at) {
            String step = at.step()
                    .map(one -> "%d (%s)".formatted(one.number(), one.name()))
                    .orElse("");
            String state = at.step().map(one -> one.state().name()).orElse("");
            String point = at.run()
                    .pointOfNoReturn()
                    .map(passed -> passed.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse("");
            return new Blocker(
                    code,
                    sentence.replace("{state}", state)
                            .replace("{point}", point)
                            .replace("{run}", at.run().id().value())
                            .replace("{step}", step));
        }
    }

    /** Every reason why the verb may not be used; empty where it may. */
    public static List<Blocker> refusals(Verb verb, Situation at) {
        List<Blocker> refusals = new ArrayList<>();
        if (!at.steers()) {
            refusals.add(new Blocker(
                    "NOT_ALLOWED",
                    "'%s' may not %s: that needs the group %s".formatted(at.user(), verb.words(), GROUP)));
        }
        Objects.requireNonNull(TABLE.get(verb), "no rows for " + verb).stream()
                .filter(row -> row.where().test(at))
                .findFirst()
                .ifPresent(row -> refusals.add(row.blocker(at)));
        return List.copyOf(refusals);
    }

    /** What may be answered to the question that a failed step asks. */
    private static List<Row> decision() {
        return List.of(
                row(run(RunState.ENDED), UNDER_WAY, ENDED),
                row(run(RunState.PAUSED), "RUN_PAUSED", "run {run} is paused; resume it first"),
                row(Control::hasNoStep, "STEP_NOT_DECIDING", NO_STEP),
                row(
                        step(StepState.OPEN),
                        "STEP_NOT_DECIDING",
                        "step {step} is under way; cancel what hangs of it first"),
                row(step(StepState.DECIDING).negate(), "STEP_NOT_DECIDING", "step {step} is {state}"),
                row(Control::isGoing, "STEP_NOT_DECIDING", GOING));
    }

    private static Row row(Predicate<Situation> where, String code, String sentence) {
        return new Row(where, code, sentence);
    }

    private static Predicate<Situation> run(RunState state) {
        return at -> at.run().state() == state;
    }

    private static Predicate<Situation> step(StepState state) {
        return at -> at.step().filter(one -> one.state() == state).isPresent();
    }

    private static boolean hasNoStep(Situation at) {
        return at.step().isEmpty();
    }

    /** A dry run promotes nothing, so there is nothing that it cannot come back from. */
    private static boolean isPastTheReturn(Situation at) {
        return at.run().pointOfNoReturn().isPresent() && !at.run().dryRun();
    }

    /** Of an aborted run only the undoing goes on. */
    private static boolean isGoing(Situation at) {
        return at.run().state() == RunState.ABORTING
                && at.step().filter(step -> !step.undoes()).isPresent();
    }
}
