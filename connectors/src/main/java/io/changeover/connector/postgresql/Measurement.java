package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MEASURE: roles, lag and the state of the stream. */
final class Measurement {
    private static final String AGE =
            "select (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint";

    private final Sessions sessions;

    Measurement(Sessions sessions) {
        this.sessions = sessions;
    }

    Result measure(Request request, Context context) throws ConnectorException {
        Server standby = Server.of(request.target());
        Server primary = Server.of(request.requiredPeer());
        Standing there = Standing.read(sessions, primary);
        Standing here = Standing.read(sessions, standby);
        context.read("primaryRole", there.role());
        context.read("standbyRole", here.role());
        here.require(Standing.STANDBY, standby);
        there.require(Standing.PRIMARY, primary);
        Standing.requireSame(standby, here.systemId(), primary, there.systemId());
        Lsn replayed = here.replayed() == null ? new Lsn(0) : here.replayed();
        long bytes = replayed.distanceTo(Objects.requireNonNull(there.current()));
        context.read("lagBytes", Long.toString(bytes));
        String millis = bytes == 0 ? "0" : age(standby);
        if (millis != null) {
            context.read("lagMillis", millis);
        }
        Streaming streaming = Streaming.read(sessions, standby, primary);
        context.read("receiver", streaming.receiver() + " from " + streaming.sender());
        if (!streaming.flows()) {
            throw streaming.broken(standby, primary, null);
        }
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

    /** How old the last replayed commit is; null where the standby has not replayed any since its start. */
    private @Nullable String age(Server standby) throws ConnectorException {
        String millis = sessions.value(standby, AGE);
        return millis == null || !millis.startsWith("-") ? millis : "0";
    }
}
