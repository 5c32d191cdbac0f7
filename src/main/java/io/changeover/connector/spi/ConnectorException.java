package io.changeover.connector.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operation did not reach the wanted state. The message names the target, what was wanted and what was found. */
public final class ConnectorException extends Exception {
    private final String code;
    private final Verdict verdict;

    private ConnectorException(String code, Verdict verdict, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.verdict = Objects.requireNonNull(verdict, "verdict");
    }

    /** A failure that may pass by itself. */
    public static ConnectorException transientFault(String code, String message) {
        return new ConnectorException(code, Verdict.TRANSIENT, message, null);
    }

    /** A failure that may pass by itself. */
    public static ConnectorException transientFault(String code, String message, Throwable cause) {
        return new ConnectorException(code, Verdict.TRANSIENT, message, cause);
    }

    /** A failure that only a person can mend. */
    public static ConnectorException permanent(String code, String message) {
        return new ConnectorException(code, Verdict.PERMANENT, message, null);
    }

    /** A failure that only a person can mend. */
    public static ConnectorException permanent(String code, String message, Throwable cause) {
        return new ConnectorException(code, Verdict.PERMANENT, message, cause);
    }

    /** It is not known whether the effect took place. */
    public static ConnectorException unknown(String code, String message) {
        return new ConnectorException(code, Verdict.UNKNOWN, message, null);
    }

    /** It is not known whether the effect took place. */
    public static ConnectorException unknown(String code, String message, Throwable cause) {
        return new ConnectorException(code, Verdict.UNKNOWN, message, cause);
    }

    /** Upper-case code {@code AREA_WHAT}, stable across releases. */
    public String code() {
        return code;
    }

    /** What the failure means for the next attempt. */
    public Verdict verdict() {
        return verdict;
    }
}
