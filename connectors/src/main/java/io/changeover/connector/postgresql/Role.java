package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** ROLE and DEMOTE: whether one server takes writes, by its own word or, where none runs, by what is on its host. */
final class Role {
    static final String STOPPED = "stopped";

    /** Log is written by commits and little else; a standby knows when its last commit was made. */
    private static final String LAST_WRITE = """
            select to_char((case when pg_is_in_recovery() then pg_last_xact_replay_timestamp()
                                 else (select max(modification) from pg_ls_waldir()) end) at time zone 'UTC',
                           'YYYY-MM-DD"T"HH24:MI:SS"Z"')""";

    private final Power power;
    private final Sessions sessions;

    Role(Power power, Sessions sessions) {
        this.power = power;
        this.sessions = sessions;
    }

    /** Outputs, beside the role: {@code timeline}, {@code position} and, while it runs, {@code lastWrite}. */
    Result read(Request request, Context context) throws ConnectorException, InterruptedException {
        Server server = Server.of(request.target());
        Standing standing = ask(server, context);
        if (standing == null) {
            return atHost(server, context);
        }
        Result result = running(server, standing, context);
        return request.choosing() ? counted(request, server, result, context) : result;
    }

    /**
     * Role and position, or null where there is no answer; half of the time is left to ask the host then. A server that refuses an
     * answer runs: that much is read though its role is not.
     */
    private @Nullable Standing ask(Server server, Context context) throws ConnectorException {
        try {
            return Standing.read(
                    sessions, server, Sessions.within(context.remaining().dividedBy(2)));
        } catch (ConnectorException e) {
            if (SqlFaults.answered(e)) {
                context.read("state", Programs.RUNNING);
            }
            if (e.code().equals(SqlFaults.UNREACHABLE)) {
                return null;
            }
            throw e;
        }
    }

    /** A primary is stopped; a standby takes no writes and goes on. */
    Result demote(Request request, Context context) throws ConnectorException, InterruptedException {
        Result before = read(request, context);
        if (!Standing.PRIMARY.equals(before.outputs().get("role"))) {
            return before;
        }
        Result stopped = power.stop(request, context);
        if (request.dryRun()) {
            return stopped;
        }
        Result after = read(request, context);
        return new Result(stopped.outcome(), stopped.message() + "; it takes no writes", after.outputs());
    }

    /** How many rows the plan's queries count, as evidence for a person. */
    private Result counted(Request request, Server server, Result result, Context context) throws ConnectorException {
        Map<String, String> counts = new LinkedHashMap<>();
        for (Map.Entry<String, String> query : request.settings().map("counts").entrySet()) {
            counts.put(query.getKey(), count(server, query.getValue(), context));
        }
        if (counts.isEmpty()) {
            return result;
        }
        Map<String, String> outputs = new LinkedHashMap<>(result.outputs());
        counts.forEach((name, count) -> outputs.put("count." + name, count));
        return new Result(result.outcome(), "%s; rows: %s".formatted(result.message(), counts), outputs);
    }

    private String count(Server server, String sql, Context context) throws ConnectorException {
        try {
            return sessions.with(server, Sessions.SHORT, connection -> {
                connection.setReadOnly(true);
                try {
                    return Objects.requireNonNullElse(Sessions.value(connection, sql), "none");
                } finally {
                    connection.setReadOnly(false);
                }
            });
        } catch (ConnectorException e) {
            context.output(e.getMessage() + "\n");
            return "unknown (" + e.code() + ")";
        }
    }

    private Result running(Server server, Standing standing, Context context) throws ConnectorException {
        String position = (standing.standby() ? standing.held() : standing.written()).toString();
        context.read("role", standing.role());
        context.read("timeline", Integer.toString(standing.timeline()));
        context.read("position", position);
        String write = sessions.value(server, LAST_WRITE);
        Result result = Result.unchanged("%s is a %s on timeline %d at %s, last written %s"
                        .formatted(
                                server,
                                standing.role(),
                                standing.timeline(),
                                position,
                                write == null ? "at an unknown time" : write))
                .with("role", standing.role())
                .with("timeline", Integer.toString(standing.timeline()))
                .with("position", position);
        return write == null ? result : result.with("lastWrite", write);
    }

    /** Nothing answers: only its host can tell that nothing runs. */
    private static Result atHost(Server server, Context context) throws ConnectorException, InterruptedException {
        ControlData control = requireNone(server, context).control();
        context.read("role", STOPPED);
        context.read("control state", control.state());
        return Result.unchanged("%s is stopped; its control data say '%s' on timeline %d at %s"
                        .formatted(server, control.state(), control.lastTimeline(), control.checkpoint()))
                .with("role", STOPPED)
                .with("timeline", Integer.toString(control.lastTimeline()))
                .with("position", control.checkpoint().toString());
    }

    /** Passes if the host of a server that does not answer has no process of it. */
    static Programs.Probe requireNone(Server server, Context context) throws ConnectorException, InterruptedException {
        Programs programs = new Programs(context, server);
        Programs.Probe probe = programs.probe();
        if (probe.running()) {
            context.read("state", probe.state());
            throw ConnectorException.transientFault(
                    "PG_NOT_ANSWERING",
                    server + ": wanted its role, found a process on host "
                            + server.host().name() + " and no answer to SQL");
        }
        programs.requireNoneLeft();
        return probe;
    }
}
