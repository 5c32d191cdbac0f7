package io.changeover.planfile;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Descriptors as small connectors would have them. */
final class SampleConnectors {
    static final List<Descriptor> ALL = List.of(command(), systemd(), postgresql(), http(), tcp(), sql());

    private SampleConnectors() {}

    private static Descriptor command() {
        return new Descriptor(
                "command",
                "Runs commands.",
                Set.of(
                        Operation.START,
                        Operation.STOP,
                        Operation.STATUS,
                        Operation.READ,
                        Operation.SWITCH,
                        Operation.FENCE,
                        Operation.CALL,
                        Operation.CHECK),
                Map.of(
                        Kind.INSTANCE,
                        List.of(
                                required("start", Type.TEXT, "Starts it."),
                                required("stop", Type.TEXT, "Stops it."),
                                required("status", Type.TEXT, "Exits with 0 while it runs."),
                                optional("environment", Type.MAP, "Variables of the commands."),
                                optional("shell", Type.FLAG, "false", "Whether a shell is used.")),
                        Kind.ROUTE,
                        List.of(
                                required("read", Type.TEXT, "Prints the site."),
                                required("switch", Type.TEXT, "Points it to the site.")),
                        Kind.FENCING,
                        List.of(
                                required("fence", Type.TEXT, "Fences the site."),
                                required("verify", Type.TEXT, "Reads the fence.")),
                        Kind.HOOK,
                        List.of(
                                required("run", Type.TEXT, "What is run."),
                                optional("timeout", Type.DURATION, "60s", "How long it may take.")),
                        Kind.CHECK,
                        List.of(
                                required("command", Type.TEXT, "What is run."),
                                optional("codes", Type.TEXTS, "Exit codes that are good."))));
    }

    private static Descriptor systemd() {
        return new Descriptor(
                "systemd",
                "Starts and stops units.",
                Set.of(Operation.START, Operation.STOP, Operation.STATUS),
                Map.of(Kind.INSTANCE, List.of(required("unit", Type.TEXT, "The unit's name."))));
    }

    private static Descriptor postgresql() {
        List<Field> fields = List.of(
                optional("port", Type.PORT, "5432", "The server's port."),
                required("user", Type.TEXT, "The role that is logged in with."),
                required("password", Type.SECRET, "Its password."),
                required("data", Type.TEXT, "The data directory."),
                optional("patience", Type.DURATION, "10s", "How long a checkpoint may take."),
                optional("mode", Type.TEXT, "fast", "How it is stopped.").oneOf("fast", "immediate"));
        return new Descriptor(
                "postgresql",
                "A PostgreSQL server.",
                Set.of(Operation.START, Operation.STOP, Operation.STATUS, Operation.MEASURE, Operation.PROMOTE),
                Map.of(Kind.INSTANCE, fields, Kind.DATASET, fields));
    }

    private static Descriptor http() {
        return new Descriptor(
                "http",
                "Asks by HTTP.",
                Set.of(Operation.CHECK),
                Map.of(
                        Kind.CHECK,
                        List.of(
                                required("http", Type.TEXT, "The URL."),
                                optional("expect", Type.INTEGER, "200", "The status wanted."),
                                optional("body", Type.TEXT, "What the body must contain."))));
    }

    private static Descriptor tcp() {
        return new Descriptor(
                "tcp",
                "Connects.",
                Set.of(Operation.CHECK),
                Map.of(Kind.CHECK, List.of(required("tcp", Type.TEXT, "Host and port."))));
    }

    /** Does not declare the setting of its own name. */
    private static Descriptor sql() {
        return new Descriptor(
                "sql",
                "Asks a database.",
                Set.of(Operation.CHECK),
                Map.of(Kind.CHECK, List.of(optional("answer", Type.TEXT, "The first value wanted."))));
    }
}
