package io.changeover.application.port;

import java.util.Objects;

/**
 * Lends executors that share no connection with anything else: each login is made anew, so that a host key that has
 * changed or a login that was revoked since shows. Thread-safe.
 */
public interface FreshLogins {
    /** One such executor, to be closed when it is not needed any more. */
    Lease lend();

    /**
     * An executor and what ends its connections.
     *
     * @param end closes them; called once
     */
    record Lease(OperationExecutor executor, Runnable end) implements AutoCloseable {
        public Lease {
            Objects.requireNonNull(executor, "executor");
            Objects.requireNonNull(end, "end");
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
