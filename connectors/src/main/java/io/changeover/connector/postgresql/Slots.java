package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Physical replication slots. They are not replicated, so they are made and removed as the direction changes. */
final class Slots {
    private final Sessions sessions;

    Slots(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Makes the slot on the primary if it has none of that name; nothing where no name is given. */
    void create(Server primary, @Nullable String slot, Context context) throws ConnectorException {
        if (slot == null) {
            return;
        }
        boolean made = sessions.with(primary, Sessions.SHORT, connection -> {
            if (found(connection, slot, "true")) {
                return false;
            }
            call(connection, "select pg_create_physical_replication_slot(?, true)", slot);
            return true;
        });
        context.read("slot " + slot, made ? "created" : "there");
    }

    /** Whether a standby still keeps log for a slot that nobody reads from it any more. */
    boolean stale(Server standby, @Nullable String slot) throws ConnectorException {
        return slot != null
                && sessions.with(standby, Sessions.SHORT, connection -> found(connection, slot, "not active"));
    }

    /** Drops such a slot, if there is one. */
    void drop(Server standby, @Nullable String slot, Context context) throws ConnectorException {
        if (slot != null && stale(standby, slot)) {
            sessions.with(standby, Sessions.SHORT, connection -> {
                call(connection, "select pg_drop_replication_slot(?)", slot);
                return true;
            });
            context.read("slot " + slot + " of the former primary", "dropped");
        }
    }

    private static boolean found(Connection connection, String slot, String condition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from pg_replication_slots where slot_name = ? and slot_type = 'physical' and " + condition)) {
            statement.setString(1, slot);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void call(Connection connection, String sql, String slot) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, slot);
            statement.execute();
        }
    }
}
