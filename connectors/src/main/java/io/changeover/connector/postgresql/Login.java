package io.changeover.connector.postgresql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where a server listens, and as whom to log in. Two equal logins share their connections. */
record Login(
        String address,
        int port,
        String database,
        String user,
        @Nullable String password,
        String sslMode) {

    /** The address for the driver. */
    String url() {
        String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, URLEncoder.encode(database, StandardCharsets.UTF_8));
    }

    /** What the driver needs beside the address; nothing it does lasts longer than {@code limitMillis}. */
    Properties properties(long limitMillis) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        String seconds = Long.toString(Math.max(1, (limitMillis + 999) / 1000));
        properties.setProperty("sslmode", sslMode);
        properties.setProperty("ApplicationName", "changeover");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("loginTimeout", Double.toString(limitMillis / 1000.0));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "%s@%s:%d/%s".formatted(user, address, port, database);
    }
}
