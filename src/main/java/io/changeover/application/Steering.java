package io.changeover.application;

import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Control;
import io.changeover.domain.run.Control.Situation;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a caller may do to a run now: asks the one table of {@link Control}. */
public final class Steering {
    private Steering() {}

    /**
     * A verb, and whether the caller may use it now.
     *
     * @param step the step that it would be done to; empty for the run as a whole
     * @param refusals every reason why not; empty where it may be used
     */
    public record Offer(Verb verb, Optional<StepRecord> step, List<Blocker> refusals) {
        public Offer {
            refusals = List.copyOf(refusals);
        }

        /** Whether it may be used now. */
        public boolean allowed() {
            return refusals.isEmpty();
        }
    }

    /**
     * Every verb of the run, and of each of its steps that are under way or wait for a decision.
     *
     * @param leavable whether the diagram lets the run leave a step without the source; asked only where that decides
     */
    static List<Offer> offers(Run run, List<StepRecord> steps, Caller caller, Predicate<StepRecord> leavable) {
        List<Offer> offers = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            if (!verb.ofStep()) {
                offers.add(offer(verb, run, Optional.empty(), caller));
            }
        }
        offers.replaceAll(one -> one.verb() == Verb.UNPLANNED && one.allowed() && !isAt(steps, leavable)
                ? new Offer(one.verb(), one.step(), leaving(run, caller.user(), false))
                : one);
        steps.stream()
                .filter(step -> run.open() && !step.state().terminal())
                .forEach(step -> List.of(Verb.values()).stream()
                        .filter(Verb::ofStep)
                        .forEach(verb -> offers.add(offer(verb, run, Optional.of(step), caller))));
        return offers;
    }

    /** Whether one of the steps that a run is at can be left. */
    private static boolean isAt(List<StepRecord> steps, Predicate<StepRecord> leavable) {
        return steps.stream().filter(step -> !step.state().terminal()).anyMatch(leavable);
    }

    /** Why a person who may steer the run may not take it off its planned path. */
    static List<Blocker> leaving(Run run, String user, boolean leavable) {
        return Control.refusals(Verb.UNPLANNED, new Situation(run, Optional.empty(), user, true, leavable));
    }

    private static Offer offer(Verb verb, Run run, Optional<StepRecord> step, Caller caller) {
        return new Offer(verb, step, refusals(verb, run, step, caller));
    }

    static List<Blocker> refusals(Verb verb, Run run, Optional<StepRecord> step, Caller caller) {
        return Control.refusals(verb, new Situation(run, step, caller.user(), caller.mayActAs(Control.GROUP)));
    }

    /** The same for a person who was judged already. */
    static List<Blocker> refusals(Verb verb, Run run, Optional<StepRecord> step, String user) {
        return Control.refusals(verb, new Situation(run, step, user, true));
    }

    /**
     * Judges what a person asks for.
     *
     * @throws RefusedException with every reason why it may not be done
     */
    static void judge(Verb verb, Run run, Optional<StepRecord> step, Caller caller, String reason) {
        List<Blocker> blockers = new ArrayList<>(refusals(verb, run, step, caller));
        Runs.checkReason(verb.needsReason(), reason, blockers);
        if (!blockers.isEmpty()) {
            throw new RefusedException(blockers);
        }
    }
}
