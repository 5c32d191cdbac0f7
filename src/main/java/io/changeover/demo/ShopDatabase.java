package io.changeover.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The shop's one connection, opened again after every failure. Thread-safe. */
final class ShopDatabase {
    private static final String WRITABLE =
            "select not pg_is_in_recovery() and current_setting('default_transaction_read_only') = 'off'";

    private final String url;
    private final Properties login = new Properties();
    private @Nullable Connection connection;

    ShopDatabase(Properties settings) {
        url = settings.getProperty("url");
        login.setProperty("user", settings.getProperty("user"));
        login.setProperty("password", settings.getProperty("password"));
        login.setProperty("connectTimeout", "1");
        login.setProperty("socketTimeout", "5");
        login.setProperty("tcpKeepAlive", "true");
    }

    /** Returns after the commit. */
    synchronized void insert(long number, String shop) throws SQLException {
        try (PreparedStatement statement =
                connection().prepareStatement("insert into orders (number, shop) values (?, ?)")) {
            statement.setLong(1, number);
            statement.setString(2, shop);
            statement.executeUpdate();
        } catch (SQLException e) {
            forget();
            throw e;
        }
    }

    synchronized long count() throws SQLException {
        return Long.parseLong(ask("select count(*) from orders"));
    }

    /** {@code primary}, {@code standby} (takes no writes) or {@code unreachable}. */
    synchronized String role() {
        try {
            return ask(WRITABLE).equals("t") ? "primary" : "standby";
        } catch (SQLException e) {
            return "unreachable";
        }
    }

    private String ask(String sql) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            forget();
            throw e;
        }
    }

    private Connection connection() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = DriverManager.getConnection(url, login);
            connection = current;
        }
        return current;
    }

    private void forget() {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException alreadyGone) {
                // It is given up either way.
            }
        }
    }
}
