package io.changeover.domain.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Who begins a failover when the active site is lost.
 *
 * @param misses how many looks in a row must have missed it, from every vantage point, at least 1
 * @param every the time between two of these looks
 */
public record TriggerRule(Mode mode, int misses, Duration every) {
    /** What holds where the plan says nothing. */
    public static final TriggerRule DEFAULT = new TriggerRule(Mode.MANUAL, 3, Duration.ofSeconds(30));

    public TriggerRule {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(every, "every");
        if (misses < 1) {
            throw new IllegalArgumentException("a trigger needs at least one miss");
        }
    }

    /** How much of it the product does by itself. The wire name is the lower-case name. */
    public enum Mode {
        /** Nothing begins by itself. */
        MANUAL,
        /** The failover is begun as far as its approval, which a person gives. */
        ASSISTED,
        /** The failover is begun and approved by the trigger. */
        AUTOMATIC;

        /** As plans write it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** All wire names, in order. */
        public static List<String> wireNames() {
            return Arrays.stream(values()).map(Mode::wireName).toList();
        }

        /** The mode of that wire name. */
        public static Optional<Mode> ofWire(String name) {
            return Arrays.stream(values())
                    .filter(mode -> mode.wireName().equals(name))
                    .findFirst();
        }
    }
}
