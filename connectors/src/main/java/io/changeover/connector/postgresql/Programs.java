package io.changeover.connector.postgresql;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the programs of one server on its host, for one operation. */
final class Programs {
    static final String RUNNING = "running";

    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Context context;
    private final Server server;

    Programs(Context context, Server server) {
        this.context = context;
        this.server = server;
    }

    /** What was found on the host. The port is 0 where none is known; {@code signal}: told to start as a standby. */
    record Probe(boolean running, int port, boolean signal, ControlData control) {

        /** {@code stopped} or {@code running}. */
        String state() {
            return running ? RUNNING : "stopped";
        }
    }

    /** Reads process and control data. */
    Probe probe() throws ConnectorException, InterruptedException {
        return read(owned(Scripts.probe(server), null));
    }

    /** Passes if no process of a server that ended is left, such as one that outlived a killed postmaster. */
    void requireNoneLeft() throws ConnectorException, InterruptedException {
        CommandResult result = owned(Scripts.left(server), null);
        require(result, "PG_PROBE_FAILED", "looking for processes that are left");
        String left = result.output().strip();
        if (!left.isEmpty()) {
            context.read("state", RUNNING);
            throw ConnectorException.transientFault(
                    "PG_PROCESS_LEFT",
                    "%s: wanted no process on %s, found %s on host %s"
                            .formatted(
                                    server,
                                    server.files().data(),
                                    left.replace('\n', ' '),
                                    server.host().name()));
        }
    }

    /** Ends the server in good order, waits for its process to be gone, and reads what it left. */
    Probe stop() throws ConnectorException, InterruptedException {
        String unit = server.files().unit();
        if (unit != null) {
            require(run(Scripts.systemctl("stop", unit), null), "PG_STOP_FAILED", "systemctl stop " + unit);
            return probe();
        }
        long seconds = Math.max(1, context.remaining().minus(MARGIN).toSeconds());
        CommandResult result = owned(Scripts.stop(server, seconds), null);
        if (result.exitCode() == Scripts.STILL_RUNNING) {
            throw ConnectorException.transientFault(
                    "PG_STOP_TIMEOUT", "%s: wanted stopped, found: %s".formatted(server, result.summary()));
        }
        return read(result);
    }

    /** Starts the server; it may take a while until it answers. */
    void start() throws ConnectorException, InterruptedException {
        String unit = server.files().unit();
        if (unit != null) {
            require(run(Scripts.systemctl("start", unit), null), "PG_START_FAILED", "systemctl start " + unit);
        } else {
            require(owned(Scripts.start(server), null), "PG_START_FAILED", "pg_ctl start");
        }
    }

    /** The end of the server's start log; empty where there is none. */
    String log() throws ConnectorException, InterruptedException {
        return owned(Scripts.log(server), null).output().strip();
    }

    /** Runs a script as the owner of the data. The input may hold secrets; the script never does. */
    CommandResult owned(String script, @Nullable String input) throws ConnectorException, InterruptedException {
        String user = server.files().runAs();
        return run(user == null ? script : Scripts.as(user, script), input);
    }

    private CommandResult run(String script, @Nullable String input) throws ConnectorException, InterruptedException {
        Duration left = context.remaining();
        Duration limit = left.compareTo(MARGIN) > 0 ? left : MARGIN;
        Command command = new Command(script, Map.of(), input, limit, Command.DEFAULT_OUTPUT_LIMIT);
        CommandResult result = context.shell(server.host()).run(command);
        if (!result.succeeded() && !result.error().isBlank()) {
            context.output(server + ": " + result.error().strip() + "\n");
        }
        return result;
    }

    /** Passes if the command succeeded. */
    void require(CommandResult result, String code, String what) throws ConnectorException {
        if (result.exitCode() == Scripts.NO_DATA) {
            throw ConnectorException.permanent(
                    "PG_DATA_MISSING",
                    "%s: wanted a data directory in %s, found: %s"
                            .formatted(server, server.files().data(), result.summary()));
        }
        if (result.exitCode() == Scripts.NO_PROGRAM) {
            throw ConnectorException.permanent(
                    "PG_PROGRAM_MISSING",
                    "%s: wanted the server programs on host %s, found: %s"
                            .formatted(server, server.host().name(), result.summary()));
        }
        if (!result.succeeded()) {
            throw ConnectorException.transientFault(
                    code, "%s: %s ended with %d: %s".formatted(server, what, result.exitCode(), result.summary()));
        }
    }

    private Probe read(CommandResult result) throws ConnectorException {
        require(result, "PG_PROBE_FAILED", "reading process and control data");
        return parse(result.output());
    }

    /** What a report says of process and control data. */
    Probe parse(String report) throws ConnectorException {
        String[] parts = report.split("\n", 2);
        String[] words = parts[0].split(" ", 3);
        if (parts.length < 2 || words.length < 3) {
            throw ConnectorException.transientFault(
                    "PG_PROBE_FAILED", "%s: wanted process and control data, found: %s".formatted(server, report));
        }
        String text = parts[1].strip();
        String place = server + " on host " + server.host().name();
        ControlData control = text.startsWith("hex:")
                ? ControlData.fromHex(place, text.substring("hex:".length()))
                : ControlData.fromText(place, text);
        Probe probe = new Probe(
                words[0].equals(RUNNING),
                Integer.parseInt(words[1]),
                words[2].strip().equals("standby"),
                control);
        requirePort(probe);
        return probe;
    }

    private void requirePort(Probe probe) throws ConnectorException {
        if (probe.running()
                && probe.port() != 0
                && probe.port() != server.login().port()) {
            context.read("state", RUNNING);
            throw ConnectorException.permanent(
                    "PG_PORT_DIFFERS",
                    "%s: wanted the server of %s at port %d, found it at port %d"
                            .formatted(
                                    server,
                                    server.files().data(),
                                    server.login().port(),
                                    probe.port()));
        }
    }
}
