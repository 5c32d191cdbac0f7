package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PREPARE and RELEASE: what shortens the outage and is done before it. */
final class Preparation {
    /** Less log than this since the last checkpoint is not worth another. */
    private static final long WORTH_A_CHECKPOINT = 512 * 1024;

    private static final Duration POLL = Duration.ofMillis(10);
    private static final int POLLS = 300;

    private static final String SINCE_CHECKPOINT = """
            select pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
                                        else pg_current_wal_lsn() end, redo_lsn)::bigint
            from pg_control_checkpoint()""";

    private final Sessions sessions;
    private final RetryInterval interval;

    Preparation(Sessions sessions, RetryInterval interval) {
        this.sessions = sessions;
        this.interval = interval;
    }

    /** PREPARE. */
    Result prepare(Request request, Context context) throws ConnectorException, InterruptedException {
        Server standby = Server.of(request.target());
        Server primary = Server.of(request.requiredPeer());
        Standing here = Standing.read(sessions, standby).require(Standing.STANDBY, standby);
        Standing there = Standing.read(sessions, primary).require(Standing.PRIMARY, primary);
        Standing.requireSame(standby, here.systemId(), primary, there.systemId());
        Programs.Probe probe = new Programs(context, primary).probe();
        Standing.requireSame(primary, probe.control().systemId(), standby, here.systemId());
        boolean high = interval.high(standby);
        boolean checkpoint = worthIt(context, primary) | worthIt(context, standby);
        if (!high && !checkpoint) {
            return Result.unchanged(standby + " is ready to be promoted");
        }
        List<String> work = new ArrayList<>();
        if (checkpoint) {
            work.add("checkpoint on both sides");
        }
        if (high) {
            work.add("wal_retrieve_retry_interval 50ms on " + standby);
        }
        String text = String.join(", ", work);
        if (request.dryRun()) {
            return Result.wouldChange("would do: " + text);
        }
        if (high) {
            lower(standby, context);
        }
        if (checkpoint) {
            checkpoint(context, primary, standby);
        }
        return Result.changed(text);
    }

    private boolean worthIt(Context context, Server server) throws ConnectorException {
        String bytes = sessions.value(server, SINCE_CHECKPOINT);
        context.read("bytes since checkpoint at " + server.host().name(), String.valueOf(bytes));
        return bytes == null || Long.parseLong(bytes) > WORTH_A_CHECKPOINT;
    }

    private void lower(Server standby, Context context) throws ConnectorException, InterruptedException {
        interval.lower(standby);
        for (int polls = 0; interval.high(standby); polls++) {
            if (polls == POLLS) {
                throw ConnectorException.transientFault(
                        "PG_RELOAD_IGNORED",
                        standby + ": wanted wal_retrieve_retry_interval 50ms after a reload, found a higher one");
            }
            context.pause(POLL);
        }
    }

    /**
     * Both sides at once, as both may have much to write. What the standby could not yet count from the primary's new
     * checkpoint is little by then, and is done after it has replayed it.
     */
    private void checkpoint(Context context, Server primary, Server standby)
            throws ConnectorException, InterruptedException {
        Background<Boolean> there = checkpoint(context, primary);
        Background<Boolean> here = checkpoint(context, standby);
        try {
            there.await();
        } catch (InterruptedException e) {
            here.giveUp();
            throw e;
        } catch (ConnectorException e) {
            here.await();
            throw e;
        }
        here.await();
        Standing goal = Standing.read(sessions, primary).require(Standing.PRIMARY, primary);
        for (int polls = 0; polls < POLLS; polls++) {
            if (Standing.read(sessions, standby).replayedOrNone().reached(goal.written())) {
                checkpoint(context, standby).await();
                break;
            }
            context.pause(POLL);
        }
        sessions.warm(primary);
        sessions.warm(standby);
    }

    private Background<Boolean> checkpoint(Context context, Server server) {
        return sessions.begin(server, context.remaining(), connection -> Sessions.execute(connection, "checkpoint"));
    }

    /** RELEASE. */
    Result release(Request request, Context context) throws ConnectorException {
        Server server = Server.of(request.target());
        boolean marked = interval.marked(server);
        context.read("prepared", Boolean.toString(marked));
        if (!marked) {
            return Result.unchanged(server + " has nothing to put back");
        }
        if (request.dryRun()) {
            return Result.wouldChange("would put back wal_retrieve_retry_interval on " + server);
        }
        interval.restore(server);
        return Result.changed("wal_retrieve_retry_interval is put back on " + server);
    }
}
