package io.changeover.application;

import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import java.util.Collection;
import java.util.List;

/** Which operations of a step failed so that it cannot go on. */
final class Failures {
    private Failures() {}

    /** Those that failed, without hooks that may, and without any where a site is to be fenced and is. */
    static List<OperationRecord> of(ProtectionPlan plan, Collection<OperationRecord> operations) {
        if (FencingRound.reached(plan, operations)) {
            return List.of();
        }
        return operations.stream()
                .filter(one -> one.state() == OperationState.FAILED && !plan.tolerates(one))
                .toList();
    }
}
