package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import java.time.Duration;

/** PROMOTE: a standby becomes a primary. */
final class Promotion {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration PROBE = Duration.ofMillis(200);

    private final Sessions sessions;
    private final Power power;
    private final RetryInterval interval;

    Promotion(Sessions sessions, Power power, RetryInterval interval) {
        this.sessions = sessions;
        this.power = power;
        this.interval = interval;
    }

    Result promote(Request request, Context context) throws ConnectorException, InterruptedException {
        Server server = Server.of(request.target());
        Target peer = request.unplanned() ? null : request.peer();
        Server source = peer == null ? null : Server.of(peer);
        if (source != null) {
            requireNotPrimary(source, context);
        }
        Standing before = Standing.read(sessions, server);
        context.read("role", before.role());
        if (!before.standby()) {
            if (source != null && !request.choosing()) {
                requirePlausible(server, before, source, context);
            }
            return finish(Result.unchanged(server + " is the primary already"), server, before, context);
        }
        if (request.dryRun()) {
            return Result.wouldChange("would promote " + server);
        }
        hurry(server, context);
        trigger(server);
        awaitPrimary(server, context);
        requireWritable(server);
        Standing after = Standing.read(sessions, server).require(Standing.PRIMARY, server);
        return finish(
                Result.changed("%s was promoted to timeline %d".formatted(server, after.timeline())),
                server,
                after,
                context);
    }

    /** Does what nobody prepared, as in a failover. Without it a promotion is slower, so a failure is only reported. */
    private void hurry(Server server, Context context) {
        try {
            if (interval.high(server)) {
                interval.lower(server);
            }
        } catch (ConnectorException e) {
            context.output(e.getMessage() + "\n");
        }
    }

    private void trigger(Server server) throws ConnectorException {
        try {
            sessions.value(server, "select pg_promote(false)");
        } catch (ConnectorException e) {
            if (e.verdict() == Verdict.TRANSIENT) {
                throw ConnectorException.unknown("PG_PROMOTE_UNKNOWN", String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    private void awaitPrimary(Server server, Context context) throws ConnectorException, InterruptedException {
        while (!"f".equals(sessions.value(server, "select pg_is_in_recovery()"))) {
            if (context.remaining().isZero()) {
                throw ConnectorException.unknown(
                        "PG_PROMOTE_TIMEOUT", server + ": wanted a primary, found it still in recovery");
            }
            context.pause(POLL);
        }
    }

    /** Takes a transaction number, which only a server that writes can give. */
    private void requireWritable(Server server) throws ConnectorException {
        boolean writable = sessions.with(
                server,
                Sessions.SHORT,
                connection ->
                        "off".equals(Sessions.value(connection, "select current_setting('transaction_read_only')"))
                                && Sessions.value(connection, "select pg_current_xact_id()") != null);
        if (!writable) {
            throw ConnectorException.permanent(
                    "PG_READ_ONLY", server + ": wanted writable after its promotion, found transactions read only");
        }
    }

    /**
     * Never two primaries: refuses if the other side can be read as one, or listens and tells nothing while its host has a
     * process of it. A dead side costs 200 ms at most.
     */
    private void requireNotPrimary(Server source, Context context) throws ConnectorException, InterruptedException {
        if (!Sessions.listens(source.login(), PROBE)) {
            return;
        }
        sessions.drop(source.login());
        Standing found = power.ask(source);
        if (found == null) {
            Role.requireNone(source, context);
        } else if (!found.standby()) {
            throw ConnectorException.permanent(
                    "PG_SOURCE_RUNNING", source + ": wanted it stopped before a promotion, found a running primary");
        }
    }

    /** A primary that was promoted from the peer has the same identity and a later timeline. */
    private void requirePlausible(Server server, Standing found, Server source, Context context)
            throws ConnectorException, InterruptedException {
        ControlData control;
        try {
            control = new Programs(context, source).probe().control();
        } catch (ConnectorException e) {
            context.read("source control data", "unreadable: " + e.code());
            return;
        }
        Standing.requireSame(server, found.systemId(), source, control.systemId());
        context.read("source timeline", Integer.toString(control.timeline()));
        boolean follows = power.ask(source) != null || control.standby();
        if (found.timeline() < control.timeline() || found.timeline() == control.timeline() && !follows) {
            throw ConnectorException.permanent(
                    "PG_TIMELINE_WRONG",
                    "%s: wanted a primary promoted after %s, which ended on timeline %d; found timeline %d"
                            .formatted(server, source, control.timeline(), found.timeline()));
        }
    }

    /** Puts back what was prepared. The server is writable by now, so a failure to tidy up is only reported. */
    private Result finish(Result result, Server server, Standing standing, Context context) {
        context.read("role", standing.role());
        context.read("timeline", Integer.toString(standing.timeline()));
        try {
            context.read("released", Boolean.toString(interval.restore(server)));
        } catch (ConnectorException e) {
            context.output(e.getMessage() + "\n");
            context.read("released", "failed: " + e.code());
        }
        Result told = result.with("timeline", Integer.toString(standing.timeline()));
        try {
            return Estimate.lastCommit(sessions, server)
                    .map(at -> told.with("heldUntil", at.toString()))
                    .orElse(told);
        } catch (ConnectorException e) {
            context.output(e.getMessage() + "\n");
            return told;
        }
    }
}
