package io.changeover.dashboard;

import io.changeover.application.ComparePlans;
import io.changeover.domain.plan.PlanChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different in effect between two versions of a plan.
 *
 * @param against the number of the older one
 */
public record ChangeList(int against, List<Change> changes) {
    public ChangeList {
        changes = List.copyOf(changes);
    }

    /**
     * One difference.
     *
     * @param dangerous whether it takes protection away
     * @param before the old value, or null for what is new
     * @param after the new value, or null for what is gone
     */
    public record Change(
            boolean dangerous,
            String sentence,
            String path,
            @Nullable String before,
            @Nullable String after) {}

    static ChangeList of(ComparePlans.Comparison found) {
        return new ChangeList(
                found.before().orElse(0),
                found.changes().stream().map(ChangeList::change).toList());
    }

    private static Change change(PlanChange one) {
        return new Change(
                one.severity() == PlanChange.Severity.DANGEROUS,
                one.sentence(),
                one.path(),
                one.before().orElse(null),
                one.after().orElse(null));
    }
}
