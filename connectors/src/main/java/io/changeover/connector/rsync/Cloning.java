package io.changeover.connector.rsync;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * CLONE: a copy of the standby side's folder beside it, for a drill. DISCARD: nothing of it is left. The copy shares no
 * file with the standby side, as one that is written in place would change there, too; where the file system can, it
 * shares blocks until they are written.
 */
final class Cloning {
    private static final String UNKNOWN = "unknown";

    private Cloning() {}

    /** CLONE. */
    static Result clone(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Side clone = Side.of(request.target());
        Side from = Side.of(request.requiredPeer());
        requireApart(clone, from);
        Look look = hands.usable(from, "");
        Marker marker = look.marker();
        if (marker != null && marker.primary()) {
            throw ConnectorException.permanent(
                    "RSYNC_ROLE_WRONG",
                    "%s: wanted a standby to clone, found the marker %s: %s".formatted(from, from.marker(), marker));
        }
        String point = marker == null || marker.pass().isEmpty()
                ? UNKNOWN
                : Instant.ofEpochMilli(marker.pass().getAsLong()).toString();
        String run = request.environment().getOrDefault("CHANGEOVER_RUN", "none");
        boolean dry = request.dryRun();
        CommandResult result = hands.run(clone, CloneScripts.copy(clone, from, run, dry), null);
        Map<String, String> told = told(clone, result, "RSYNC_CLONE_FAILED");
        String size = told.getOrDefault("size", "0") + " kB";
        hands.context().read("clone", told.getOrDefault("state", "unknown"));
        hands.context().read("recovery point", point);
        hands.context().read("room", "%s wanted, %s kB free".formatted(size, told.getOrDefault("free", "?")));
        String text = "%s is a copy of %s as of %s, %s".formatted(clone, from, point, size);
        Result said = switch (told.getOrDefault("state", "")) {
            case "there" -> Result.unchanged(text);
            case "copied" -> Result.changed(text);
            case "wanted" -> Result.wouldChange("would copy %s of %s to %s".formatted(size, from, clone));
            default ->
                throw ConnectorException.transientFault(
                        "RSYNC_CLONE_FAILED",
                        "%s: wanted a copy of %s, found exit %d: %s"
                                .formatted(clone, from, result.exitCode(), result.summary()));
        };
        return (point.equals(UNKNOWN) ? said : said.with("heldUntil", point)).with("recoveryPoint", point);
    }

    /** DISCARD. */
    static Result discard(Request request, Hands hands) throws ConnectorException, InterruptedException {
        Side clone = Side.of(request.target());
        if (request.peer() != null) {
            requireApart(clone, Side.of(request.requiredPeer()));
        }
        CommandResult result = hands.run(clone, CloneScripts.discard(clone, request.dryRun()), null);
        String state = told(clone, result, "RSYNC_CLONE_NOT_GONE").getOrDefault("state", "");
        hands.context().read("clone", state);
        return switch (state) {
            case "none" -> Result.unchanged("nothing is left of %s".formatted(clone));
            case "gone" -> Result.changed("nothing is left of %s".formatted(clone));
            case "there" -> Result.wouldChange("would remove %s".formatted(clone));
            default ->
                throw ConnectorException.transientFault(
                        "RSYNC_CLONE_NOT_GONE",
                        "%s: wanted nothing left, found exit %d: %s"
                                .formatted(clone, result.exitCode(), result.summary()));
        };
    }

    private static void requireApart(Side clone, Side from) throws ConnectorException {
        String one = clone.path() + "/";
        String other = from.path() + "/";
        String state = from.state() + "/";
        if (one.startsWith(other) || other.startsWith(one) || one.startsWith(state) || state.startsWith(one)) {
            throw ConnectorException.permanent(
                    "RSYNC_CLONE_NOT_APART",
                    "%s: wanted a folder of its own, found %s beside %s of %s"
                            .formatted(clone, clone.path(), from.path(), from));
        }
    }

    private static Map<String, String> told(Side clone, CommandResult result, String code) throws ConnectorException {
        if (result.exitCode() == CloneScripts.FOREIGN) {
            throw ConnectorException.permanent(
                    "RSYNC_CLONE_FOREIGN",
                    "%s: wanted nothing in %s, or what a drill has made, found something else; it is left alone"
                            .formatted(clone, clone.path()));
        }
        if (result.exitCode() == CloneScripts.NO_ROOM) {
            throw ConnectorException.permanent(
                    "RSYNC_CLONE_NO_ROOM", "%s: wanted room for a copy, found: %s".formatted(clone, result.summary()));
        }
        if (!result.succeeded()) {
            throw ConnectorException.transientFault(
                    code, "%s: wanted exit 0, found exit %d: %s".formatted(clone, result.exitCode(), result.summary()));
        }
        Map<String, String> told = new HashMap<>();
        result.output().lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            told.put(words[0], words.length == 2 ? words[1].strip() : "");
        });
        return told;
    }
}
