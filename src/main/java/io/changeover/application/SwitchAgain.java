package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.site.HostId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a retry does besides repeating what failed: a route whose proof by traffic failed is switched again, as it may
 * have forgotten the switch since. The switch reads first, so that one that still holds is not touched.
 */
final class SwitchAgain {
    private SwitchAgain() {}

    /**
     * The switches that the step of these operations needs more, beside the checks that are asked again.
     *
     * @param all what the step consists of so far
     */
    static List<OperationRecord> beside(List<OperationRecord> failed, List<OperationRecord> all, ProtectionPlan plan) {
        Set<String> underWay = all.stream()
                .filter(one -> one.operation() == Operation.SWITCH && one.state() != OperationState.DONE)
                .map(OperationRecord::target)
                .collect(Collectors.toSet());
        List<OperationRecord> more = new ArrayList<>();
        for (OperationRecord check : failed) {
            if (isProof(check, plan) && underWay.add(check.target())) {
                OperationDraft draft = new OperationDraft(
                        Operation.SWITCH,
                        check.target(),
                        0,
                        check.site(),
                        check.host().map(HostId::new));
                more.add(OpenStep.record(check.step(), all.size() + more.size() + 1, check.rank(), draft));
            }
        }
        return more;
    }

    private static boolean isProof(OperationRecord one, ProtectionPlan plan) {
        return one.operation() == Operation.CHECK
                && plan.instance(one.target()).isEmpty()
                && plan.route(one.target()).isPresent();
    }
}
