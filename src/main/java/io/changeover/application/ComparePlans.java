package io.changeover.application;

import io.changeover.application.port.PlanParser;
import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.Defaults;
import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanDiff;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import java.util.List;
import java.util.Optional;

/** Says what is different in effect between versions of a plan, or between one and a file. Keeps nothing. */
public final class ComparePlans {
    private final PlanParser parser;
    private final PlanStore store;
    private final Plans plans;
    private final Defaults defaults;

    public ComparePlans(PlanParser parser, PlanStore store, Plans plans, Defaults defaults) {
        this.defaults = defaults;
        this.parser = parser;
        this.store = store;
        this.plans = plans;
    }

    /**
     * The outcome.
     *
     * @param before the older version's number, where it is one
     * @param after the newer version's number, where it is one
     */
    public record Comparison(PlanId plan, Optional<Integer> before, Optional<Integer> after, List<PlanChange> changes) {
        public Comparison {
            changes = List.copyOf(changes);
        }

        /** Whether any change takes protection away. */
        public boolean dangerous() {
            return changes.stream().anyMatch(one -> one.severity() == PlanChange.Severity.DANGEROUS);
        }
    }

    /** Two versions; the newest one where the second is not said. */
    public Comparison versions(PlanId plan, int from, Optional<Integer> to) {
        int last = to.orElseGet(() -> newest(plan));
        return new Comparison(
                plan, Optional.of(from), Optional.of(last), between(version(plan, from), version(plan, last)));
    }

    /** A version, the newest one where it is not said, and a file of the same plan. */
    public Comparison withFile(PlanId plan, Optional<Integer> from, String yaml) {
        ProtectionPlan file = parser.parse(yaml);
        int first = from.orElseGet(() -> newest(plan));
        return new Comparison(plan, Optional.of(first), Optional.empty(), changes(version(plan, first), file));
    }

    /** Two files of one plan, of which the server need not know. */
    public Comparison files(String before, String after) {
        ProtectionPlan was = parser.parse(before);
        return new Comparison(was.id(), Optional.empty(), Optional.empty(), changes(was, parser.parse(after)));
    }

    private List<PlanChange> between(ProtectionPlan was, ProtectionPlan is) {
        return PlanDiff.between(was, is, defaults);
    }

    private List<PlanChange> changes(ProtectionPlan was, ProtectionPlan is) {
        if (!was.id().equals(is.id())) {
            throw RefusedException.because(
                    "PLAN_NAME_DIFFERS", "the file is of plan '%s', not of '%s'".formatted(is.id(), was.id()));
        }
        return between(was, is);
    }

    private int newest(PlanId plan) {
        return store.find(plan)
                .map(PlanStatus::version)
                .orElseThrow(() -> RefusedException.because("PLAN_UNKNOWN", "there is no plan '%s'".formatted(plan)));
    }

    private ProtectionPlan version(PlanId plan, int version) {
        int newest = newest(plan);
        if (version < 1 || version > newest) {
            throw RefusedException.because(
                    "VERSION_UNKNOWN", "plan '%s' has the versions 1 to %d, not %d".formatted(plan, newest, version));
        }
        return plans.version(plan, version);
    }
}
