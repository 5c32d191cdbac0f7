package io.changeover.domain.run;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.replication.Lag;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What may be lost of a dataset with the source, as the target side alone could tell.
 *
 * @param lag how much; what is not known is empty, never zero
 * @param heldUntil up to when the target holds what was written, by the clock of the source
 * @param read whether the target's copy could be read at all; without that nothing can be promoted
 * @param message what the connector said
 */
public record PossibleLoss(String dataset, Lag lag, Optional<Instant> heldUntil, boolean read, String message) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** As estimated last in those operations; empty where it never was. */
    public static Optional<PossibleLoss> of(String dataset, Collection<OperationRecord> operations) {
        return operations.stream()
                .filter(one ->
                        one.operation() == Operation.ESTIMATE && one.target().equals(dataset))
                .filter(one -> one.endedAt().isPresent())
                .max(Comparator.comparing(one -> one.endedAt().orElseThrow()))
                .map(PossibleLoss::of);
    }

    private static PossibleLoss of(OperationRecord one) {
        Optional<Duration> age = number(one, "lagMillis").map(Duration::ofMillis);
        OptionalLong bytes = number(one, "lagBytes").map(OptionalLong::of).orElse(OptionalLong.empty());
        return new PossibleLoss(
                one.target(),
                new Lag(bytes, age),
                heldUntil(one),
                one.state() == OperationState.DONE && !one.outputs().containsKey("unread"),
                one.message().orElse("no message"));
    }

    private static Optional<Long> number(OperationRecord one, String output) {
        return Optional.ofNullable(one.outputs().get(output))
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong);
    }

    /** Up to when a target held what was written, as an operation has read it. */
    public static Optional<Instant> heldUntil(OperationRecord one) {
        return Optional.ofNullable(one.outputs().get("heldUntil")).map(Instant::parse);
    }

    /** For people: {@code ledger at most 4.2 s, bytes unknown}, or {@code ledger unknown}. */
    public String words() {
        String size = lag.bytes().isPresent() ? lag.bytes().getAsLong() + " bytes" : "bytes unknown";
        return lag.equals(Lag.UNKNOWN)
                ? dataset + " unknown"
                : "%s %s, %s"
                        .formatted(
                                dataset,
                                lag.age()
                                        .map(age -> "at most " + Durations.format(age))
                                        .orElse("time unknown"),
                                size);
    }
}
