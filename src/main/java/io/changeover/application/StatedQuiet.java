package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Where a person's statement that the source takes no writes stands in for what could not be read. It takes the place of
 * a skip, as nothing may be promoted on the strength of a skip.
 */
final class StatedQuiet {
    private static final Set<Operation> EVIDENCE = Set.of(Operation.PROVE, Operation.DEMOTE, Operation.FENCE);

    private StatedQuiet() {}

    /**
     * Whether a failed step is gone on from by a statement.
     *
     * @param all all operations of the step; a proof right before a promotion is skipped together with that promotion
     */
    static boolean isOffered(Collection<OperationRecord> failed, Collection<OperationRecord> all) {
        boolean promotes = all.stream().anyMatch(one -> one.operation() == Operation.PROMOTE);
        return failed.stream().anyMatch(one -> isRefused(one) || !promotes && EVIDENCE.contains(one.operation()));
    }

    /** Those of failed operations that are to be done after the statement. */
    static List<OperationRecord> repeated(Collection<OperationRecord> failed) {
        return failed.stream().filter(StatedQuiet::isRefused).toList();
    }

    private static boolean isRefused(OperationRecord one) {
        return one.errorCode().filter(PointOfNoReturn.EVIDENCE_MISSING::equals).isPresent();
    }
}
