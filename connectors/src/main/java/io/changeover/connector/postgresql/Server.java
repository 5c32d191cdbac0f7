package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One database server as the plan places it at a site.
 *
 * @param name how messages name it
 */
record Server(String name, Host host, Login login, Files files, Following following) {
    static final String BIN = "/usr/lib/postgresql/15/bin";

    /** The settings of a placement. */
    static final List<Field> FIELDS = Stream.concat(
                    Doubles.FIELDS.stream(),
                    Stream.of(
                            Field.optional("port", Type.PORT, "5432", "TCP port of the server.")
                                    .another(),
                            Field.optional("database", Type.TEXT, "postgres", "Database to log in to."),
                            Field.required("user", Type.TEXT, "Database user; a superuser."),
                            Field.optional("password", Type.SECRET, "Password of that user."),
                            Field.optional("sslmode", Type.TEXT, "prefer", "TLS of the server's connections from here.")
                                    .oneOf("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
                            Field.required("data", Type.TEXT, "Data directory on the host.")
                                    .another(),
                            Field.optional("bin", Type.TEXT, BIN, "Folder of the server programs on the host."),
                            Field.optional(
                                    "runAs",
                                    Type.TEXT,
                                    "Operating system user who owns the data; sudo without a password"
                                            + " is used where the login is neither that user nor root."),
                            Field.optional(
                                            "unit",
                                            Type.TEXT,
                                            "Unit that systemd runs the server by; it is then started and stopped"
                                                    + " by systemctl. A clone has none.")
                                    .another(),
                            Field.optional(
                                            "log",
                                            Type.TEXT,
                                            "File for what the server says while it starts;"
                                                    + " changeover-start.log in the data directory.")
                                    .another(),
                            Field.optional(
                                    "wrap", Type.TEXT, "Words put before each server program, such as 'unshare -U'."),
                            Field.optional(
                                            "slot",
                                            Type.TEXT,
                                            "Replication slot that this placement uses when it is the standby.")
                                    .another(),
                            Field.optional(
                                    "listen",
                                    Type.TEXT,
                                    "127.0.0.1",
                                    "Addresses at which a clone listens, in a drill."),
                            Field.optional(
                                    "replicationAddress",
                                    Type.TEXT,
                                    "Address at which the other site replicates from this"
                                            + " one, where it is not the host's."),
                            Field.optional(
                                    "replicationUser",
                                    Type.TEXT,
                                    "User to replicate as from this server; the value of user."),
                            Field.optional(
                                    "replicationPassword",
                                    Type.SECRET,
                                    "Password of that user; the standby keeps it in" + " postgresql.auto.conf."),
                            Field.optional(
                                    "conninfo",
                                    Type.TEXT,
                                    "More connection parameters for replication from this server,"
                                            + " such as 'sslmode=verify-full'."),
                            Field.optional(
                                            "keep",
                                            Type.TEXT,
                                            "Folder on the host for what only this server holds when it is made to follow another; beside the"
                                                    + " data directory, with .diverged after its name; none gives such writes up.")
                                    .another()))
            .toList();

    /** Reads a placement's settings. */
    static Server of(Target target) throws ConnectorException {
        Host host = target.requiredHost();
        Settings settings = target.settings();
        int port = settings.integer("port", 5432);
        String name = "%s (%s:%d)".formatted(target, host.address(), port);
        for (Field field : FIELDS) {
            if (field.required() && !settings.has(field.name())) {
                throw ConnectorException.permanent(
                        "SETTING_MISSING", "%s: setting '%s' is missing".formatted(name, field.name()));
            }
        }
        return new Server(name, host, login(host, port, settings), Files.of(settings), Following.of(host, settings));
    }

    private static Login login(Host host, int port, Settings settings) {
        return new Login(
                host.address(),
                port,
                settings.text("database", "postgres"),
                settings.text("user"),
                settings.find("password").orElse(null),
                settings.text("sslmode", "prefer"));
    }

    /** Parameters for a connection to the database from the other site, without the password. */
    String conninfo() {
        return following.conninfo(login.user()) + " dbname=" + Following.value(login.database());
    }

    @Override
    public String toString() {
        return name;
    }

    /** Where its files and programs are, and who may touch them. */
    record Files(
            String data,
            String bin,
            @Nullable String runAs,
            @Nullable String unit,
            String log,
            String wrap,
            String keep) {
        private static Files of(Settings settings) {
            String data = settings.text("data").replaceAll("(?<=.)/+$", "");
            return new Files(
                    data,
                    settings.text("bin", BIN),
                    settings.find("runAs").orElse(null),
                    settings.find("unit").orElse(null),
                    settings.text("log", data + "/changeover-start.log"),
                    settings.text("wrap", ""),
                    settings.text("keep", data + ".diverged"));
        }
    }

    /** How another server follows this one, and by which slot this one follows another. */
    record Following(
            String address,
            int port,
            String user,
            @Nullable String password,
            String more,
            @Nullable String slot) {
        private static Following of(Host host, Settings settings) {
            String user = settings.text("replicationUser", settings.text("user"));
            String same = user.equals(settings.text("user"))
                    ? settings.find("password").orElse(null)
                    : null;
            return new Following(
                    settings.text("replicationAddress", host.address()),
                    settings.integer("port", 5432),
                    user,
                    settings.find("replicationPassword").orElse(same),
                    settings.text("conninfo", ""),
                    settings.find("slot").orElse(null));
        }

        /** Parameters for a replication connection to this server, without the password. */
        String conninfo() {
            return conninfo(user);
        }

        private String conninfo(String as) {
            String text = "host=%s port=%d user=%s".formatted(value(address), port, value(as));
            return more.isBlank() ? text : text + " " + more.strip();
        }

        /** The same with the password, where there is one. */
        String conninfoWithPassword() {
            return password == null ? conninfo() : conninfo() + " password=" + value(password);
        }

        private static String value(String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }

        /** Without the password. */
        @Override
        public String toString() {
            return conninfo();
        }
    }
}
