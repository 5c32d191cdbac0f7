package io.changeover.dashboard;

import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.StepState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step with its operations. */
public record StepView(
        int number,
        String name,
        @Nullable String group,
        StepState state,
        Instant startedAt,
        @Nullable Instant endedAt,
        List<OperationView> operations) {
    /** How many operations of a step a page lists; it is fetched again whenever one of them changes. */
    static final int LISTED = 40;

    public StepView {
        operations = List.copyOf(operations);
    }

    /** Whether it is at work or waits for a decision. */
    public boolean open() {
        return !state.terminal();
    }

    /** Those that a person must see first: failed, running, skipped, then the others; at most {@value #LISTED}. */
    public List<OperationView> listed() {
        return operations.stream()
                .sorted(Comparator.comparingInt(one -> urgency(one.state())))
                .limit(LISTED)
                .toList();
    }

    public int unlisted() {
        return Math.max(0, operations.size() - LISTED);
    }

    public long count(OperationState which) {
        return operations.stream().filter(one -> one.state() == which).count();
    }

    /** How many reached their state. */
    public long done() {
        return count(OperationState.DONE);
    }

    /** {@code 1 failed, 2 running, 17 done}. */
    public String tally() {
        return Stream.of(OperationState.values())
                .sorted(Comparator.comparingInt(StepView::urgency))
                .filter(which -> count(which) > 0)
                .map(which -> count(which) + " " + which.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Its operations on the time line of the page. */
    public StepLanes lanes(RunScale scale) {
        return StepLanes.of(this, scale);
    }

    private static int urgency(OperationState state) {
        return switch (state) {
            case FAILED -> 0;
            case RUNNING -> 1;
            case SKIPPED -> 2;
            case CANCELLED -> 3;
            case PENDING -> 4;
            case DONE -> 5;
        };
    }
}
