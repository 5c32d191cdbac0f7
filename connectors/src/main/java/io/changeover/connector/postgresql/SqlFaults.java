package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** What the driver's failures mean. */
final class SqlFaults {
    static final String UNREACHABLE = "PG_UNREACHABLE";

    private SqlFaults() {}

    /** Whether the connection was gone, so that the statement did not get through or its answer did not come back. */
    static boolean lost(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** Whether it is gone for another reason than that no answer came in time. */
    static boolean lostAtOnce(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return false;
            }
        }
        return lost(e);
    }

    /** What the driver says or, where it only says that it does not know, what it met. */
    private static String words(SQLException e) {
        Throwable cause = e.getCause();
        return cause != null && PSQLState.UNEXPECTED_ERROR.getState().equals(e.getSQLState())
                ? cause.toString()
                : String.valueOf(e.getMessage());
    }

    /** The failure with its verdict; {@code place} is the server it happened at. */
    static ConnectorException fault(String place, SQLException e) {
        String state = state(e);
        String message = "%s: wanted an answer to SQL, found: %s".formatted(place, words(e));
        if (state.startsWith("28")) {
            return ConnectorException.permanent("PG_AUTHENTICATION", message, e);
        }
        if (state.equals("42501")) {
            return ConnectorException.permanent("PG_PERMISSION", message, e);
        }
        if (state.startsWith("3D")) {
            return ConnectorException.permanent("PG_DATABASE_MISSING", message, e);
        }
        if (lost(e) || state.isEmpty()) {
            return ConnectorException.transientFault(UNREACHABLE, message, e);
        }
        if (state.startsWith("53") || state.startsWith("40") || state.startsWith("55")) {
            return ConnectorException.transientFault("PG_BUSY", message, e);
        }
        return ConnectorException.permanent("PG_SQL", message, e);
    }

    /** Whether a server has said so itself, so that one runs; what the driver says on its own may be met by silence. */
    static boolean answered(ConnectorException e) {
        return e.getCause() instanceof PSQLException told && told.getServerErrorMessage() != null;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
