package io.changeover.connector.postgresql;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CLONE and DISCARD, and START and STOP of a clone. A clone is read on its host alone, by its process and its control
 * data: it may listen where only its host gets.
 */
final class Cloning {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long SPARE_KILOBYTES = 64 * 1024;

    private final Sessions sessions;

    Cloning(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Whether a request is aimed at a clone. */
    static boolean concerns(Request request) {
        return request.environment().containsKey("CHANGEOVER_DRILL");
    }

    /** CLONE. */
    Result clone(Request request, Context context) throws ConnectorException, InterruptedException {
        Server clone = Server.of(request.target());
        Server from = Server.of(request.requiredPeer());
        requireApart(clone, from);
        String run = request.environment().getOrDefault("CHANGEOVER_RUN", "none");
        CloneSight found = look(clone, context);
        found.requireOurs(clone);
        if (found.serves() && found.madeBy(run)) {
            return described(Result.unchanged(clone + " is there, and writable"), found, context);
        }
        requireRoom(clone, from, context);
        Standing standing = Standing.read(sessions, from).require(Standing.STANDBY, from);
        context.read("standby replayed", standing.replayedOrNone().toString());
        if (request.dryRun()) {
            return Result.wouldChange("would copy %s to %s".formatted(from, clone));
        }
        if (found.whole() && found.madeBy(run)) {
            return writable(clone, from, request, context);
        }
        // Read ahead of the copy, which has this commit then, and may have later ones.
        Optional<Instant> held = Estimate.lastCommit(sessions, from);
        copy(clone, from, run, context);
        Result made = writable(clone, from, request, context);
        return held.isPresent() ? made.with("heldUntil", held.get().toString()) : made;
    }

    private static Result writable(Server clone, Server from, Request request, Context context)
            throws ConnectorException, InterruptedException {
        CloneSight made = launch(clone, request, context);
        String message = "%s is a writable copy of %s as of %s".formatted(clone, from, made.recoveryPoint());
        return described(Result.changed(message), made, context);
    }

    private static Result described(Result result, CloneSight sight, Context context) {
        context.read("state", sight.state());
        context.read("recovery point", sight.recoveryPoint());
        return result.with("recoveryPoint", sight.recoveryPoint());
    }

    /** Of all that the host has one, a clone has its own. */
    private static void requireApart(Server clone, Server from) throws ConnectorException {
        String data = clone.files().data();
        String other = from.files().data();
        boolean same = data.equals(other) || data.startsWith(other + "/") || other.startsWith(data + "/");
        if (same || clone.login().port() == from.login().port()) {
            throw ConnectorException.permanent(
                    "PG_CLONE_NOT_APART",
                    "%s: wanted a folder and a port of its own, found %s and port %d beside those of %s"
                            .formatted(clone, data, clone.login().port(), from));
        }
        if (!data.matches("/[A-Za-z0-9._/@:+,=-]+")) {
            throw ConnectorException.permanent(
                    "PG_CLONE_FOLDER",
                    "%s: wanted an absolute folder of letters, digits and ._/@:+,=-, found '%s'"
                            .formatted(clone, data));
        }
        if (clone.files().unit() != null) {
            throw ConnectorException.permanent(
                    "PG_CLONE_UNIT",
                    "%s: wanted no unit for a clone, found '%s'"
                            .formatted(clone, clone.files().unit()));
        }
    }

    private static void requireRoom(Server clone, Server from, Context context)
            throws ConnectorException, InterruptedException {
        Programs programs = new Programs(context, clone);
        CommandResult result = programs.owned(CloneScripts.room(clone, from), null);
        if (result.exitCode() == CloneScripts.TABLESPACES) {
            throw ConnectorException.permanent(
                    "PG_CLONE_TABLESPACES",
                    "%s: wanted all data in one folder, found tablespaces; a drill does not copy these"
                            .formatted(from));
        }
        programs.require(result, "PG_CLONE_ROOM_UNREADABLE", "reading the room for a clone");
        String[] words = result.output().strip().split(" ");
        if (words.length != 2 || !words[0].matches("\\d{1,15}") || !words[1].matches("\\d{1,15}")) {
            throw ConnectorException.transientFault(
                    "PG_CLONE_ROOM_UNREADABLE",
                    "%s: wanted sizes in kilobytes, found: %s".formatted(clone, result.output()));
        }
        long need = Long.parseLong(words[0]) + SPARE_KILOBYTES;
        long free = Long.parseLong(words[1]);
        context.read("room", "%d kB wanted, %d kB free".formatted(need, free));
        if (free < need) {
            throw ConnectorException.permanent(
                    "PG_CLONE_NO_ROOM",
                    "%s: wanted %d kB free for a copy of %s, found %d kB".formatted(clone, need, from, free));
        }
    }

    private static void copy(Server clone, Server from, String run, Context context)
            throws ConnectorException, InterruptedException {
        Programs programs = new Programs(context, clone);
        String input = line(from.login().password()) + line(from.following().password());
        CommandResult result = programs.owned(CloneScripts.copy(clone, from, run), input);
        requireNotForeign(clone, result);
        programs.require(result, "PG_CLONE_FAILED", "copying " + from);
    }

    private static String line(@Nullable String password) {
        return Objects.requireNonNullElse(password, "") + "\n";
    }

    private static void requireNotForeign(Server clone, CommandResult result) throws ConnectorException {
        if (result.exitCode() == CloneScripts.FOREIGN) {
            throw CloneSight.foreign(clone);
        }
    }

    /** Starts a clone that may run already, and waits until it takes writes. */
    private static CloneSight launch(Server clone, Request request, Context context)
            throws ConnectorException, InterruptedException {
        Programs programs = new Programs(context, clone);
        String listen = request.settings().text("listen", "127.0.0.1");
        if (!listen.matches("[A-Za-z0-9.:*,-]+")) {
            throw ConnectorException.permanent(
                    "PG_CLONE_LISTEN", "%s: wanted addresses without blanks, found '%s'".formatted(clone, listen));
        }
        programs.require(
                programs.owned(CloneScripts.start(clone, listen), null), "PG_CLONE_START_FAILED", "pg_ctl start");
        while (true) {
            context.pause(POLL);
            CloneSight sight = look(clone, context);
            if (sight.serves()) {
                return sight;
            }
            if (!sight.running() || context.remaining().isZero()) {
                throw ConnectorException.transientFault(
                        "PG_CLONE_START_FAILED",
                        "%s: wanted it to take writes, found it %s; its log ends: %s"
                                .formatted(clone, sight.state(), programs.log()));
            }
        }
    }

    private static CloneSight look(Server clone, Context context) throws ConnectorException, InterruptedException {
        Programs programs = new Programs(context, clone);
        CommandResult result = programs.owned(CloneScripts.look(clone), null);
        programs.require(result, "PG_CLONE_UNREADABLE", "looking at the clone");
        return CloneSight.of(programs, result);
    }

    /** START of the instance that a clone is. */
    Result start(Request request, Context context) throws ConnectorException, InterruptedException {
        Server clone = Server.of(request.target());
        CloneSight found = look(clone, context);
        found.requireOurs(clone);
        context.read("state", found.state());
        if (found.serves()) {
            return Result.unchanged(clone + " runs and takes writes");
        }
        if (request.dryRun()) {
            return Result.wouldChange("would start " + clone);
        }
        if (!found.whole()) {
            throw ConnectorException.permanent(
                    "PG_CLONE_MISSING",
                    "%s: wanted a whole clone to start, found %s; does the plan drill its dataset?"
                            .formatted(clone, found.state()));
        }
        return Result.changed("%s runs and takes writes: %s"
                .formatted(clone, launch(clone, request, context).state()));
    }

    /** STOP of the instance that a clone is. */
    Result stop(Request request, Context context) throws ConnectorException, InterruptedException {
        Server clone = Server.of(request.target());
        CloneSight found = look(clone, context);
        found.requireOurs(clone);
        context.read("state", found.state());
        if (!found.running()) {
            return Result.unchanged(clone + " does not run");
        }
        if (request.dryRun()) {
            return Result.wouldChange("would stop " + clone);
        }
        Programs.Probe after = new Programs(context, clone).stop();
        sessions.drop(clone.login());
        if (after.running()) {
            throw ConnectorException.transientFault("PG_STOP_TIMEOUT", clone + ": wanted stopped, found it running");
        }
        return Result.changed(clone + " was stopped");
    }

    /** DISCARD. */
    Result discard(Request request, Context context) throws ConnectorException, InterruptedException {
        Server clone = Server.of(request.target());
        if (request.peer() != null) {
            requireApart(clone, Server.of(request.requiredPeer()));
        }
        CloneSight found = look(clone, context);
        found.requireOurs(clone);
        context.read("found", found.state());
        if (found.nothing()) {
            return Result.unchanged("nothing is left of " + clone);
        }
        if (request.dryRun()) {
            return Result.wouldChange("would remove " + clone);
        }
        Programs programs = new Programs(context, clone);
        CommandResult result = programs.owned(CloneScripts.discardAll(clone), null);
        requireNotForeign(clone, result);
        programs.require(result, "PG_CLONE_NOT_GONE", "removing the clone");
        sessions.drop(clone.login());
        CloneSight after = look(clone, context);
        context.read("left", after.state());
        if (!after.nothing()) {
            throw ConnectorException.transientFault(
                    "PG_CLONE_NOT_GONE", "%s: wanted nothing left, found %s".formatted(clone, after.state()));
        }
        return Result.changed("nothing is left of " + clone);
    }
}
