package io.changeover.domain.watch;

import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.HostSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows from a look at a plan, and from how long things have been so.
 *
 * @param change the change of the plan's state, if it is another one now
 * @param raise what has become an alarm
 * @param clear which alarms are over
 * @param since since when each thing has been wrong, for the next judgement
 */
public record Judgement(Optional<Change> change, List<Condition> raise, List<Alarm> clear, Map<String, Instant> since) {
    /** States in which a missing active site is said by the state; in the others something worse is said. */
    private static final Set<PlanState> RESTING = EnumSet.of(PlanState.ACTIVE, PlanState.DEGRADED, PlanState.SUSPENDED);

    public Judgement {
        Objects.requireNonNull(change, "change");
        raise = List.copyOf(raise);
        clear = List.copyOf(clear);
        since = Map.copyOf(since);
    }

    /** A change of the plan's state, and why. */
    public record Change(PlanState to, PlanCause cause, String note) {}

    /**
     * What was so before the look.
     *
     * @param maintenance whether people work on the plan and want no alarms
     * @param moving whether a run is changing things, so that nothing follows from what is seen but two active sites, seen twice
     */
    public record Before(
            PlanState state, boolean maintenance, boolean moving, List<Alarm> open, Map<String, Instant> since) {
        public Before {
            open = List.copyOf(open);
            since = Map.copyOf(since);
        }
    }

    /** Judges a look. */
    public static Judgement of(Look look, Before before) {
        if (before.moving()) {
            return whileMoving(look, before);
        }
        List<Condition> wrong = Conditions.of(look);
        Map<String, Instant> since = since(look, before, wrong);
        List<Condition> ripe = wrong.stream()
                .filter(one -> Duration.between(since.get(one.key()), look.at()).compareTo(one.patience()) >= 0)
                .filter(one -> !before.maintenance() || one.code() == AlarmCode.TWO_ACTIVE)
                .toList();
        return new Judgement(
                change(look, before, wrong, ripe),
                raised(look.plan(), before, wrong, ripe),
                over(look, before, wrong),
                since);
    }

    /**
     * A look is not of one moment, so that one alone may have seen both sides of a move. Whoever is read as active in a second
     * look, after the other site was in the first one, is active beside it.
     */
    private static Judgement whileMoving(Look look, Before before) {
        List<Condition> twice = Conditions.of(look).stream()
                .filter(one -> one.code() == AlarmCode.TWO_ACTIVE)
                .toList();
        List<Condition> again = twice.stream()
                .filter(one -> before.since().getOrDefault(one.key(), look.at()).isBefore(look.at()))
                .toList();
        return new Judgement(
                Optional.empty(), raised(look.plan(), before, twice, again), List.of(), since(look, before, twice));
    }

    private static Map<String, Instant> since(Look look, Before before, List<Condition> wrong) {
        Map<String, Instant> since = new HashMap<>();
        wrong.forEach(one -> since.put(one.key(), before.since().getOrDefault(one.key(), look.at())));
        return since;
    }

    private static List<Condition> raised(
            ProtectionPlan plan, Before before, List<Condition> wrong, List<Condition> ripe) {
        Set<String> told = before.open().stream().map(Alarm::key).collect(Collectors.toCollection(HashSet::new));
        Set<String> all = wrong.stream().map(Condition::key).collect(Collectors.toSet());
        return ripe.stream()
                .filter(one -> !told.contains(one.key()))
                .filter(one -> one.code() != AlarmCode.LAG_NEAR_RPO
                        || !all.contains(AlarmCode.LAG_ABOVE_RPO + " " + one.subject()))
                .filter(one -> one.code() != AlarmCode.HOST_UNREACHABLE || !itsSiteIs(plan, one.subject(), all))
                .toList();
    }

    /** One alarm of a site is enough. */
    private static boolean itsSiteIs(ProtectionPlan plan, String host, Set<String> wrong) {
        return plan.hosts().values().stream()
                .filter(one -> one.id().value().equals(host))
                .map(HostSpec::site)
                .flatMap(Optional::stream)
                .anyMatch(site -> wrong.contains(AlarmCode.SITE_UNREACHABLE + " " + site));
    }

    /** An alarm is over when a reading says so: what is not known any more has not become good. */
    private static List<Alarm> over(Look look, Before before, List<Condition> wrong) {
        Set<String> all = wrong.stream().map(Condition::key).collect(Collectors.toSet());
        return before.open().stream()
                .filter(alarm -> !before.maintenance() || alarm.code() == AlarmCode.TWO_ACTIVE)
                .filter(alarm -> !all.contains(alarm.key()) && look.settles(alarm))
                .toList();
    }

    private static Optional<Change> change(Look look, Before before, List<Condition> wrong, List<Condition> ripe) {
        PlanState state = before.state();
        Optional<Condition> two = of(AlarmCode.TWO_ACTIVE, ripe);
        if (two.isPresent()) {
            return to(PlanState.SPLIT_BRAIN, PlanCause.TWO_ACTIVE, two.get().sentence(), state);
        }
        Optional<Condition> none = of(AlarmCode.NONE_ACTIVE, ripe);
        if (none.isPresent()) {
            return RESTING.contains(state)
                    ? to(PlanState.NO_ACTIVE, PlanCause.NONE_ACTIVE, none.get().sentence(), state)
                    : Optional.empty();
        }
        boolean serves = look.activeSites().equals(Set.of(look.active()));
        return switch (state) {
            case NO_ACTIVE -> serves ? to(PlanState.DEGRADED, PlanCause.SERVES_AGAIN, "", state) : Optional.empty();
            case SUSPENDED ->
                before.maintenance()
                        ? Optional.empty()
                        : to(PlanState.DEGRADED, PlanCause.MAINTENANCE_ENDED, "", state);
            case ACTIVE, DEGRADED -> resting(look, before, wrong, ripe);
            case TESTING, MOVING, UNPROTECTED, SPLIT_BRAIN, ATTENTION -> Optional.empty();
        };
    }

    private static Optional<Change> resting(Look look, Before before, List<Condition> wrong, List<Condition> ripe) {
        PlanState state = before.state();
        if (before.maintenance()) {
            return to(PlanState.SUSPENDED, PlanCause.MAINTENANCE_BEGUN, "", state);
        }
        Optional<Condition> worse =
                ripe.stream().filter(one -> one.code().degrading()).findFirst();
        if (worse.isPresent()) {
            return to(PlanState.DEGRADED, PlanCause.FELL_BEHIND, worse.get().sentence(), state);
        }
        boolean well = wrong.stream().noneMatch(one -> one.code().degrading()) && look.allFollow();
        return well ? to(PlanState.ACTIVE, PlanCause.CAUGHT_UP, "", state) : Optional.empty();
    }

    private static Optional<Condition> of(AlarmCode code, List<Condition> conditions) {
        return conditions.stream().filter(one -> one.code() == code).findFirst();
    }

    private static Optional<Change> to(PlanState next, PlanCause cause, String note, PlanState now) {
        return next == now ? Optional.empty() : Optional.of(new Change(next, cause, note));
    }
}
