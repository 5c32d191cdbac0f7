package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** MEASURE: roles, lag and the state of the stream. */
final class Measurement {
    private static final String AGE =
            "select (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint";

    private static final Duration POLL = Duration.ofMillis(2);
    private static final int POLLS = 50;

    private final Sessions sessions;

    Measurement(Sessions sessions) {
        this.sessions = sessions;
    }

    Result measure(Request request, Context context) throws ConnectorException, InterruptedException {
        Server standby = Server.of(request.target());
        Server primary = Server.of(request.requiredPeer());
        Standing there = Standing.read(sessions, primary);
        Standing here = Standing.read(sessions, standby);
        context.read("primaryRole", there.role());
        context.read("standbyRole", here.role());
        here.require(Standing.STANDBY, standby);
        there.require(Standing.PRIMARY, primary);
        Standing.requireSame(standby, here.systemId(), primary, there.systemId());
        long bytes = here.replayedOrNone().distanceTo(there.written());
        context.read("lagBytes", Long.toString(bytes));
        String millis = bytes == 0 ? "0" : age(standby, there.written(), context);
        if (millis != null) {
            context.read("lagMillis", millis);
        }
        Streaming streaming = Streaming.read(sessions, standby, primary);
        context.read("receiver", streaming.receiver() + " from " + streaming.sender());
        if (!streaming.flows()) {
            throw streaming.broken(standby, primary, null);
        }
        WayBack.requireOpen(primary, standby, context);
        return result(standby, primary, bytes, millis)
                .with("primaryRole", there.role())
                .with("standbyRole", here.role());
    }

    private static Result result(Server standby, Server primary, long bytes, @Nullable String millis) {
        String age = millis == null ? "of unknown age" : millis + " ms old";
        Result result = Result.unchanged(
                        "%s streams from %s, %d bytes behind, %s".formatted(standby, primary, bytes, age))
                .with("lagBytes", Long.toString(bytes));
        return millis == null ? result : result.with("lagMillis", millis);
    }

    /**
     * How far behind it is in time; null where nobody knows. A standby that catches up while one looks was behind for no
     * longer than that: on an idle primary the age of the last commit would tell of hours. Otherwise it is the age of
     * the last commit replayed, of which there may be none since the start.
     */
    private @Nullable String age(Server standby, Lsn goal, Context context)
            throws ConnectorException, InterruptedException {
        Instant begin = context.clock().instant();
        for (int polls = 0; polls < POLLS; polls++) {
            context.pause(POLL);
            if (Standing.read(sessions, standby).replayedOrNone().reached(goal)) {
                long took = Duration.between(begin, context.clock().instant()).toMillis();
                return Long.toString(Math.max(1, took));
            }
        }
        String millis = sessions.value(standby, AGE);
        return millis == null || !millis.startsWith("-") ? millis : "1";
    }
}
