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
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds what takes back the changes of a run: the inverse of every operation that had, or may have had, an effect, in
 * the reverse of the order in which they began.
 */
final class UndoPlanner {
    private UndoPlanner() {}

    /** What takes back the changes, by rank: at least one for each step, and within a step the last rank first. */
    static List<List<OperationDraft>> ranks(Run run, List<StepRecord> steps, List<OperationRecord> operations) {
        List<List<OperationDraft>> ranks = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            StepRecord step = steps.get(i);
            if (step.undoes()) {
                continue;
            }
            SortedMap<Integer, List<OperationDraft>> undo = new TreeMap<>(Comparator.reverseOrder());
            for (OperationRecord operation : operations) {
                Operation inverse = operation.operation().inverse();
                if (operation.step().equals(step.id()) && inverse != null && mayHaveChanged(operation)) {
                    SiteId site = operation.operation() == Operation.SWITCH ? run.source() : operation.site();
                    // What is fenced may not be reached, so it is released before anything is started on it.
                    int order = inverse == Operation.UNFENCE ? Integer.MAX_VALUE : operation.rank();
                    undo.computeIfAbsent(order, rank -> new ArrayList<>())
                            .add(new OperationDraft(
                                    inverse,
                                    operation.target(),
                                    0,
                                    site,
                                    operation.host().map(HostId::new)));
                }
            }
            ranks.addAll(undo.values());
        }
        return ranks;
    }

    /** Those of operations that have taken a fence back, or may have. */
    static List<OperationRecord> released(List<OperationRecord> operations) {
        return operations.stream()
                .filter(one -> one.operation() == Operation.UNFENCE && mayHaveChanged(one))
                .toList();
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
