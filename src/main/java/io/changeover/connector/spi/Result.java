package io.changeover.connector.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The end of a successful operation.
 *
 * @param outcome what was done
 * @param message one sentence for people: what is true now
 * @param outputs values for later steps and reports, by name; numbers as plain decimal text
 */
public record Result(Outcome outcome, String message, Map<String, String> outputs) {
    public Result {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(message, "message");
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** The wanted state was found. */
    public static Result unchanged(String message) {
        return new Result(Outcome.UNCHANGED, message, Map.of());
    }

    /** The wanted state was brought about. */
    public static Result changed(String message) {
        return new Result(Outcome.CHANGED, message, Map.of());
    }

    /** The wanted state would be brought about, were this not a dry run. */
    public static Result wouldChange(String message) {
        return new Result(Outcome.WOULD_CHANGE, message, Map.of());
    }

    /** The same result with one more output. */
    public Result with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(outputs);
        more.put(name, value);
        return new Result(outcome, message, more);
    }
}
