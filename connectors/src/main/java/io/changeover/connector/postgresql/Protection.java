package io.changeover.connector.postgresql;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PROTECT: a server that is stopped, or a standby of another, becomes the standby of the peer. */
final class Protection {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int GRACE_POLLS = 300;

    private final Sessions sessions;
    private final Power power;
    private final Slots slots;
    private final Divergence divergence;

    Protection(Sessions sessions, Power power) {
        this.sessions = sessions;
        this.power = power;
        this.slots = new Slots(sessions);
        this.divergence = new Divergence(sessions);
    }

    Result protect(Request request, Context context) throws ConnectorException, InterruptedException {
        Server server = Server.of(request.target());
        Server primary = Server.of(request.requiredPeer());
        Standing there = Standing.read(sessions, primary).require(Standing.PRIMARY, primary);
        Standing here = power.ask(server);
        if (here != null) {
            requireNoPrimary(server, here, primary, there);
            if (follows(server, here, primary, context)) {
                return keep(request, server, primary, context);
            }
        }
        Programs programs = new Programs(context, server);
        Programs.Probe probe = look(request, server, programs);
        Standing.requireSame(server, probe.control().systemId(), primary, there.systemId());
        if (here == null && probe.running()) {
            throw ConnectorException.transientFault(
                    "PG_NOT_ANSWERING", server + ": wanted it stopped or a standby, found a process and no answer");
        }
        Lsn held = here == null ? new Lsn(0) : here.held();
        if (request.dryRun()) {
            return wouldProtect(server, primary, there, probe, held);
        }
        slots.create(primary, server.following().slot(), context);
        if (here != null) {
            probe = power.halt(server, context);
        }
        Lineage lineage = Lineage.read(sessions, primary, there);
        Lineage.Way way = lineage.way(sessions, server, probe, held);
        context.read("way", way.name());
        Map<String, String> kept = way == Lineage.Way.REWIND
                ? divergence.keep(server, lineage, probe, Doubles.Queries.of(request.settings()), context)
                : Map.of();
        return join(way, server, primary, context, programs, kept);
    }

    private static Programs.Probe look(Request request, Server server, Programs programs)
            throws ConnectorException, InterruptedException {
        if (!request.dryRun()) {
            programs.require(programs.owned(Rejoin.mend(server), null), "PG_PROTECT_FAILED", "looking at the data");
        }
        return programs.probe();
    }

    /** Makes a stopped server follow, and reads that it does. */
    private Result join(
            Lineage.Way way,
            Server server,
            Server primary,
            Context context,
            Programs programs,
            Map<String, String> kept)
            throws ConnectorException, InterruptedException {
        Lineage.Way done = rejoin(way, server, primary, context, programs);
        power.launch(server, context);
        Streaming streaming = awaitStream(server, primary, context, programs);
        context.read("receiver", streaming.receiver() + " from " + streaming.sender());
        slots.drop(server, primary.following().slot(), context);
        if (done == Lineage.Way.REBUILD) {
            programs.require(programs.owned(Rejoin.sweep(server), null), "PG_SWEEP_FAILED", "removing replaced data");
        }
        Map<String, String> outputs = new LinkedHashMap<>(kept);
        outputs.put("way", done.name());
        String message = "%s streams from %s%s".formatted(server, primary, Divergence.sentence(kept));
        return new Result(Outcome.CHANGED, message, outputs);
    }

    private Result wouldProtect(Server server, Server primary, Standing there, Programs.Probe probe, Lsn held)
            throws ConnectorException {
        String how = probe.running()
                ? "stop it and find out how to follow"
                : Lineage.read(sessions, primary, there)
                        .way(sessions, server, probe, held)
                        .name();
        return Result.wouldChange("would make %s a standby of %s: %s".formatted(server, primary, how));
    }

    private static void requireNoPrimary(Server server, Standing here, Server primary, Standing there)
            throws ConnectorException {
        Standing.requireSame(server, here.systemId(), primary, there.systemId());
        if (!here.standby()) {
            throw ConnectorException.permanent(
                    "PG_TWO_PRIMARIES",
                    "%s: wanted it stopped or a standby of %s on timeline %d, found a running primary on timeline %d"
                            .formatted(server, primary, there.timeline(), here.timeline()));
        }
    }

    /** Whether it streams from the primary; one that is told to, and may just be connecting, is given a while. */
    private boolean follows(Server server, Standing here, Server primary, Context context)
            throws ConnectorException, InterruptedException {
        String set = sessions.value(server, "select current_setting('primary_conninfo')");
        boolean told = primary.following().conninfoWithPassword().equals(set);
        for (int polls = 0; polls < GRACE_POLLS; polls++) {
            if (Streaming.read(sessions, server, primary).flows()) {
                return true;
            }
            if (!told) {
                return false;
            }
            context.pause(POLL);
        }
        context.read("replayed", String.valueOf(here.replayed()));
        return false;
    }

    private Result keep(Request request, Server server, Server primary, Context context) throws ConnectorException {
        String stale = primary.following().slot();
        if (!slots.stale(server, stale)) {
            return Result.unchanged("%s streams from %s".formatted(server, primary));
        }
        if (request.dryRun()) {
            return Result.wouldChange("would drop the replication slot '%s' of %s".formatted(stale, server));
        }
        slots.drop(server, stale, context);
        return Result.changed("%s streams from %s; its own slot '%s' is gone".formatted(server, primary, stale));
    }

    private Lineage.Way rejoin(Lineage.Way way, Server server, Server primary, Context context, Programs programs)
            throws ConnectorException, InterruptedException {
        if (way == Lineage.Way.REWIND && rewind(server, primary, context, programs)) {
            return way;
        }
        Lineage.Way done = way == Lineage.Way.FOLLOW ? way : Lineage.Way.REBUILD;
        String script = done == Lineage.Way.FOLLOW
                ? Rejoin.follow(server)
                : Rejoin.rebuild(server, primary, server.following().slot());
        CommandResult result = programs.owned(script, input(primary.following().password(), server, primary));
        if (result.exitCode() == Scripts.NO_PROGRAM) {
            throw ConnectorException.permanent(
                    "PG_REWIND_MISSING",
                    "%s must go back to where it left %s: wanted pg_rewind or pg_basebackup in %s on host %s, found: %s"
                            .formatted(
                                    server,
                                    primary,
                                    server.files().bin(),
                                    server.host().name(),
                                    result.summary()));
        }
        programs.require(result, "PG_PROTECT_FAILED", done + " of " + primary);
        return done;
    }

    /** Whether the rewind succeeded; what hindered it is a reading, as a base backup may do instead. */
    private boolean rewind(Server server, Server primary, Context context, Programs programs)
            throws ConnectorException, InterruptedException {
        // Until its first checkpoint the control data of a new primary still tell the former timeline.
        sessions.begin(primary, context.remaining(), open -> Sessions.execute(open, "checkpoint"))
                .await();
        CommandResult result = programs.owned(
                Rejoin.rewind(server, primary), input(primary.login().password(), server, primary));
        if (!result.succeeded()) {
            context.read("rewind", "exit code " + result.exitCode() + ": " + result.summary());
        }
        return result.succeeded();
    }

    private static String input(@Nullable String password, Server server, Server primary) {
        StringBuilder lines = new StringBuilder(Objects.requireNonNullElse(password, "")).append('\n');
        lines.append(setting("primary_conninfo", primary.following().conninfoWithPassword()));
        String slot = server.following().slot();
        if (slot != null) {
            lines.append(setting("primary_slot_name", slot));
        }
        return lines.append(setting("recovery_target_timeline", "latest")).toString();
    }

    private static String setting(String name, String value) {
        return "%s = '%s'\n".formatted(name, value.replace("\\", "\\\\").replace("'", "''"));
    }

    private Streaming awaitStream(Server server, Server primary, Context context, Programs programs)
            throws ConnectorException, InterruptedException {
        while (true) {
            Streaming streaming = Streaming.read(sessions, server, primary);
            if (streaming.flows()) {
                Standing.read(sessions, server).require(Standing.STANDBY, server);
                return streaming;
            }
            if (context.remaining().compareTo(Duration.ofSeconds(1)) < 0) {
                throw streaming.broken(server, primary, "log of the standby: " + programs.log());
            }
            context.pause(POLL);
        }
    }
}
