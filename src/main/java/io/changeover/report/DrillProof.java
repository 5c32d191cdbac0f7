package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunType;
import io.changeover.report.RunReport.Clone;
import io.changeover.report.RunReport.Drilled;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a drill has proved: what was made and started, what answered, and that nothing of it is left. */
final class DrillProof {
    private static final Set<Operation> REHEARSAL = EnumSet.of(Operation.CLONE, Operation.START, Operation.CHECK);
    private static final Set<Operation> REMOVAL = EnumSet.of(Operation.STOP, Operation.DISCARD);

    private final Records records;

    DrillProof(Records records) {
        this.records = records;
    }

    @Nullable
    Drilled find() {
        if (records.run().type() != RunType.DRILL) {
            return null;
        }
        List<OperationRecord> checks = at(Operation.CHECK).toList();
        List<OperationRecord> removal = records.operations().stream()
                .filter(one -> REMOVAL.contains(one.operation()))
                .toList();
        boolean nothingLeft =
                !removal.isEmpty() && removal.stream().allMatch(one -> one.state() == OperationState.DONE);
        return new Drilled(
                at(Operation.CLONE).map(DrillProof::clone).toList(),
                at(Operation.START)
                        .filter(one -> one.state() == OperationState.DONE)
                        .map(OperationRecord::target)
                        .toList(),
                checks.size(),
                (int) checks.stream()
                        .filter(one -> one.state() == OperationState.DONE)
                        .count(),
                rehearsal(),
                nothingLeft);
    }

    /** Those at the site that is tested; what is asked of the serving one is no part of the proof. */
    private Stream<OperationRecord> at(Operation operation) {
        return records.operations().stream()
                .filter(one -> one.operation() == operation)
                .filter(one -> one.site().equals(records.run().target()));
    }

    private static Clone clone(OperationRecord one) {
        Optional<Duration> took = one.startedAt().flatMap(from -> one.endedAt().map(to -> Duration.between(from, to)));
        return new Clone(
                one.target(),
                one.state() == OperationState.DONE,
                one.outputs().get("recoveryPoint"),
                took.orElse(null));
    }

    private @Nullable Duration rehearsal() {
        List<OperationRecord> all = REHEARSAL.stream().flatMap(this::at).toList();
        Optional<Instant> from =
                all.stream().flatMap(one -> one.startedAt().stream()).min(Comparator.naturalOrder());
        Optional<Instant> to =
                all.stream().flatMap(one -> one.endedAt().stream()).max(Comparator.naturalOrder());
        return from.isPresent() && to.isPresent() ? Duration.between(from.get(), to.get()) : null;
    }
}
