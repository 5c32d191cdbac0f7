package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what takes back the changes of a run: the inverse of every operation that had, or may have had, an effect, in
 * the reverse of the order in which they began.
 */
final class UndoPlanner {
    private UndoPlanner() {}

    /** What takes back the changes, by rank: one for each step. */
    static List<List<OperationDraft>> ranks(Run run, List<StepRecord> steps, List<OperationRecord> operations) {
        List<List<OperationDraft>> ranks = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            StepRecord step = steps.get(i);
            if (step.undoes()) {
                continue;
            }
            List<OperationDraft> released = new ArrayList<>();
            List<OperationDraft> undo = new ArrayList<>();
            for (OperationRecord operation : operations) {
                Operation inverse = operation.operation().inverse();
                if (operation.step().equals(step.id()) && inverse != null && mayHaveChanged(operation)) {
                    SiteId site = operation.operation() == Operation.SWITCH ? run.source() : operation.site();
                    // What is fenced may not be reached, so it is released before anything is started on it.
                    (inverse == Operation.UNFENCE ? released : undo)
                            .add(new OperationDraft(
                                    inverse,
                                    operation.target(),
                                    0,
                                    site,
                                    operation.host().map(HostId::new)));
                }
            }
            if (!released.isEmpty()) {
                ranks.add(released);
            }
            ranks.add(undo);
        }
        return ranks;
    }

    private static boolean mayHaveChanged(OperationRecord operation) {
        if (operation.state() == OperationState.DONE) {
            return operation
                    .outcome()
                    .filter(outcome -> outcome == Outcome.CHANGED)
                    .isPresent();
        }
        return operation.startedAt().isPresent();
    }
}
