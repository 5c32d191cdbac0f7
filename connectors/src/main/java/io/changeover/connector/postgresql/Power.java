package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads, starts and stops one server. */
final class Power {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int POLLS_PER_LOOK = 20;

    private final Sessions sessions;

    Power(Sessions sessions) {
        this.sessions = sessions;
    }

    /** STATUS. */
    Result status(Request request, Context context) throws ConnectorException, InterruptedException {
        Server server = Server.of(request.target());
        Standing standing = ask(server, Sessions.within(context.remaining()));
        String state = standing != null
                ? "running"
                : new Programs(context, server).probe().state();
        context.read("state", state);
        if (standing != null) {
            context.read("role", standing.role());
            return Result.unchanged("%s runs as a %s".formatted(server, standing.role()))
                    .with("state", state)
                    .with("role", standing.role());
        }
        String more = state.equals("running") ? " runs and does not answer" : " is stopped";
        return Result.unchanged(server + more).with("state", state);
    }

    /** START. */
    Result start(Request request, Context context) throws ConnectorException, InterruptedException {
        Server server = Server.of(request.target());
        Standing before = ask(server);
        if (before != null) {
            return Result.unchanged(running(context, server, before));
        }
        boolean process = new Programs(context, server).probe().running();
        if (request.dryRun()) {
            return Result.wouldChange("would start " + server);
        }
        String message = running(context, server, launch(server, context));
        return process ? Result.unchanged(message) : Result.changed(message);
    }

    /** Starts a server that may be running already, and waits until it answers. */
    Standing launch(Server server, Context context) throws ConnectorException, InterruptedException {
        Programs programs = new Programs(context, server);
        programs.start();
        for (int polls = 1; ; polls++) {
            Standing standing = ask(server);
            if (standing != null) {
                return standing;
            }
            if (context.remaining().isZero()) {
                throw ConnectorException.transientFault("PG_START_TIMEOUT", notUp(server, "no answer", programs));
            }
            if (polls % POLLS_PER_LOOK == 0 && !programs.probe().running()) {
                throw ConnectorException.transientFault("PG_START_FAILED", notUp(server, "no process", programs));
            }
            context.pause(POLL);
        }
    }

    private static String notUp(Server server, String found, Programs programs)
            throws ConnectorException, InterruptedException {
        return "%s: wanted running, found %s; its log ends: %s".formatted(server, found, programs.log());
    }

    private static String running(Context context, Server server, Standing standing) {
        context.read("state", "running");
        context.read("role", standing.role());
        return "%s runs as a %s".formatted(server, standing.role());
    }

    /** STOP. */
    Result stop(Request request, Context context) throws ConnectorException, InterruptedException {
        Server server = Server.of(request.target());
        Standing before = ask(server);
        if (before == null || request.dryRun()) {
            Programs.Probe probe = new Programs(context, server).probe();
            if (!probe.running()) {
                read(context, probe);
                return Result.unchanged("%s is stopped; its control data say '%s'"
                        .formatted(server, probe.control().state()));
            }
        }
        if (request.dryRun()) {
            return Result.wouldChange("would stop " + server);
        }
        if (before != null && !before.standby()) {
            checkpoint(server, context);
        }
        halt(server, context);
        return Result.changed(server + " was stopped in good order");
    }

    /** Stops a server and reads that it ended in good order. */
    Programs.Probe halt(Server server, Context context) throws ConnectorException, InterruptedException {
        Programs.Probe after = new Programs(context, server).stop();
        sessions.drop(server.login());
        read(context, after);
        if (after.running()) {
            throw ConnectorException.transientFault(
                    "PG_STOP_TIMEOUT", server + ": wanted stopped, found it running again or still");
        }
        if (!after.control().clean()) {
            throw ConnectorException.permanent(
                    "PG_STOP_UNCLEAN",
                    "%s: wanted control data 'shut down', found '%s'"
                            .formatted(server, after.control().state()));
        }
        return after;
    }

    /** Leaves the shutdown little to write, while the server still serves. */
    private void checkpoint(Server server, Context context) throws ConnectorException, InterruptedException {
        sessions.begin(server, context.remaining(), connection -> Sessions.execute(connection, "checkpoint"))
                .await();
    }

    private static void read(Context context, Programs.Probe probe) {
        context.read("state", probe.state());
        context.read("control state", probe.control().state());
        context.read("checkpoint", probe.control().checkpoint().toString());
    }

    /** Role and position, or null where there is no answer. Silence is not yet "stopped". */
    @Nullable
    Standing ask(Server server) throws ConnectorException {
        return ask(server, Sessions.SHORT);
    }

    private @Nullable Standing ask(Server server, Duration limit) throws ConnectorException {
        try {
            return Standing.read(sessions, server, limit);
        } catch (ConnectorException e) {
            if (e.code().equals(SqlFaults.UNREACHABLE)) {
                return null;
            }
            throw e;
        }
    }
}
