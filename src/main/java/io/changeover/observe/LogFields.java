package io.changeover.observe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * What a line of the log is about, for as long as it is open: the fields {@code plan}, {@code run}, {@code step},
 * {@code operation} and {@code notification} of a structured log. Closing leaves the thread as it was.
 */
final class LogFields implements AutoCloseable {
    static final String PLAN = "plan";
    static final String RUN = "run";
    static final String STEP = "step";
    static final String OPERATION = "operation";
    static final String NOTIFICATION = "notification";

    private final Deque<Before> before = new ArrayDeque<>();

    private record Before(String field, Optional<String> value) {}

    /** Sets a field of this thread. */
    LogFields with(String field, Object value) {
        before.push(new Before(field, Optional.ofNullable(MDC.get(field))));
        MDC.put(field, value.toString());
        return this;
    }

    @Override
    public void close() {
        while (!before.isEmpty()) {
            Before one = before.pop();
            one.value().ifPresentOrElse(value -> MDC.put(one.field(), value), () -> MDC.remove(one.field()));
        }
    }
}
