package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;

/** ROLE: whether one server takes writes, by its own word or, where none runs, by what is on its host. */
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
        Standing standing = power.ask(server);
        return standing == null ? atHost(server, context) : running(server, standing, context);
    }

    private Result running(Server server, Standing standing, Context context) throws ConnectorException {
        String position = (standing.standby() ? standing.held() : standing.written()).toString();
        String write = sessions.value(server, LAST_WRITE);
        context.read("role", standing.role());
        context.read("timeline", Integer.toString(standing.timeline()));
        context.read("position", position);
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
        Programs programs = new Programs(context, server);
        Programs.Probe probe = programs.probe();
        if (probe.running()) {
            throw ConnectorException.transientFault(
                    "PG_NOT_ANSWERING",
                    server + ": wanted its role, found a process on host "
                            + server.host().name() + " and no answer to SQL");
        }
        programs.requireNoneLeft();
        ControlData control = probe.control();
        context.read("role", STOPPED);
        context.read("control state", control.state());
        return Result.unchanged("%s is stopped; its control data say '%s' on timeline %d at %s"
                        .formatted(server, control.state(), control.lastTimeline(), control.checkpoint()))
                .with("role", STOPPED)
                .with("timeline", Integer.toString(control.lastTimeline()))
                .with("position", control.checkpoint().toString());
    }
}
