package io.changeover.domain.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A question that must be answered with yes.
 *
 * @param connector which check it is: {@code http}, {@code tcp}, {@code sql}, {@code traffic} or {@code command}
 * @param settings what it asks, references and variables unresolved
 * @param times how many answers in a row must be good, at least 1
 * @param every the time between two of them
 * @param within the time after which the check has failed
 */
public record Check(String connector, Map<String, Object> settings, int times, Duration every, Duration within) {
    public Check {
        Objects.requireNonNull(connector, "connector");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, was " + times);
        }
        Objects.requireNonNull(every, "every");
        Objects.requireNonNull(within, "within");
    }
}
