package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;

/** SYNC and PROVE: the standby holds the last byte, and the source can write no more. */
final class FinalDelta {
    private static final Duration FIRST_POLLS = Duration.ofMillis(2);
    private static final Duration LATER_POLLS = Duration.ofMillis(20);
    private static final int MANY = 500;
    private static final int PROVE_POLLS = 600;
    private static final Duration PROBE = Duration.ofMillis(200);

    private final Sessions sessions;
    private final Power power;

    FinalDelta(Sessions sessions, Power power) {
        this.sessions = sessions;
        this.power = power;
    }

    /** SYNC. */
    Result sync(Request request, Context context) throws ConnectorException, InterruptedException {
        Server standby = Server.of(request.target());
        Server primary = Server.of(request.requiredPeer());
        Standing here = Standing.read(sessions, standby).require(Standing.STANDBY, standby);
        Lsn goal = goal(here, standby, primary);
        long bytes = here.replayedOrNone().distanceTo(goal);
        context.read("goal", goal.toString());
        context.read("bytes", Long.toString(bytes));
        if (bytes > 0 && request.dryRun()) {
            return Result.wouldChange("would wait for %d bytes to reach %s".formatted(bytes, standby))
                    .with("bytes", Long.toString(bytes));
        }
        Standing end = await(context, standby, here, goal, Integer.MAX_VALUE);
        context.read("replayed", end.replayedOrNone().toString());
        String message = "%s has replayed everything up to %s".formatted(standby, goal);
        Result result = bytes == 0 ? Result.unchanged(message) : Result.changed(message);
        return result.with("bytes", Long.toString(bytes));
    }

    /**
     * Where the log of the primary ends: what it has written so far. A primary that is stopped has sent all before it
     * ended, so what was received must only be replayed; whether that is the last byte is for PROVE to say, and asking
     * here as well would cost the outage another command on the host.
     */
    private Lsn goal(Standing here, Server standby, Server primary) throws ConnectorException {
        Standing there = Sessions.listens(primary.login(), PROBE) ? power.ask(primary) : null;
        if (there == null) {
            return here.held();
        }
        there.require(Standing.PRIMARY, primary);
        Standing.requireSame(standby, here.systemId(), primary, there.systemId());
        return there.written();
    }

    /** The record begins there, so whoever has replayed anything beyond that byte has replayed it all. */
    private static Lsn afterRecordAt(Lsn begin) {
        return new Lsn(begin.bytes() + 1);
    }

    /** PROVE. */
    Result prove(Request request, Context context) throws ConnectorException, InterruptedException {
        Server standby = Server.of(request.target());
        Server primary = Server.of(request.requiredPeer());
        if (Sessions.listens(primary.login(), PROBE) && power.ask(primary) != null) {
            throw runs(primary);
        }
        Standing here = Standing.read(sessions, standby).require(Standing.STANDBY, standby);
        ControlData control = quiet(context, standby, here, primary);
        Standing end = await(context, standby, here, afterRecordAt(control.checkpoint()), PROVE_POLLS);
        context.read("received", String.valueOf(end.received()));
        context.read("replayed", end.replayedOrNone().toString());
        return Result.unchanged("%s is shut down with its last record at %s, and %s has replayed up to %s"
                        .formatted(primary, control.checkpoint(), standby, end.replayedOrNone()))
                .with("checkpoint", control.checkpoint().toString())
                .with("replayed", end.replayedOrNone().toString());
    }

    /** Passes if no server runs there and the last one ended in good order as a primary. */
    private ControlData quiet(Context context, Server standby, Standing here, Server primary)
            throws ConnectorException, InterruptedException {
        Programs.Probe probe = new Programs(context, primary).probe();
        ControlData control = probe.control();
        context.read("source state", probe.state());
        context.read("source control state", control.state());
        context.read("source checkpoint", control.checkpoint().toString());
        if (probe.running()) {
            throw runs(primary);
        }
        Standing.requireSame(primary, control.systemId(), standby, here.systemId());
        if (here.timeline() > control.timeline()) {
            throw ConnectorException.permanent(
                    "PG_TIMELINE_WRONG",
                    "%s: wanted a standby on timeline %d of %s, found timeline %d"
                            .formatted(standby, control.timeline(), primary, here.timeline()));
        }
        if (control.standby()) {
            throw ConnectorException.permanent(
                    "PG_ROLE_WRONG",
                    "%s: wanted a stopped primary, found a standby: '%s'".formatted(primary, control.state()));
        }
        if (!control.state().equals(ControlData.SHUT_DOWN)) {
            throw ConnectorException.permanent(
                    "PG_SOURCE_CRASHED",
                    "%s: wanted control data 'shut down', found '%s' and no process: nothing proves that the standby"
                                    .formatted(primary, control.state())
                            + " holds its last write");
        }
        return control;
    }

    private Standing await(Context context, Server standby, Standing first, Lsn goal, int limit)
            throws ConnectorException, InterruptedException {
        Standing standing = first;
        for (int polls = 0; !standing.replayedOrNone().reached(goal); polls++) {
            if (polls >= limit || context.remaining().isZero()) {
                throw ConnectorException.transientFault(
                        "PG_STANDBY_BEHIND",
                        "%s: wanted everything up to %s replayed, found %s received and %s replayed"
                                .formatted(standby, goal, standing.received(), standing.replayed()));
            }
            context.pause(polls < MANY ? FIRST_POLLS : LATER_POLLS);
            standing = Standing.read(sessions, standby).require(Standing.STANDBY, standby);
        }
        return standing;
    }

    private static ConnectorException runs(Server primary) {
        return ConnectorException.permanent(
                "PG_SOURCE_RUNNING", primary + ": wanted it stopped, found it running; it could still take writes");
    }
}
