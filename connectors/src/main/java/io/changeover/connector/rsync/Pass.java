package io.changeover.connector.rsync;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Request;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs rsync between the two hosts, once. */
final class Pass {
    /** rsync's exit code for files that vanished while it worked. */
    private static final int VANISHED = 24;

    private static final Pattern HOST_KEY = Pattern.compile(
            "Host key verification failed|IDENTIFICATION HAS CHANGED|host key is known|host key for .* has changed",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGIN = Pattern.compile(
            "Permission denied \\([a-z]|Too many authentication failures|Load key |Identity file |sudo: ");
    private static final Pattern UNREACHABLE = Pattern.compile(
            "Connection refused|[Tt]imed out|No route to host|unreachable|Could not resolve|Connection reset by");
    private static final Pattern NO_ROOM = Pattern.compile("No space left|[Qq]uota exceeded");
    private static final Pattern NO_RSYNC = Pattern.compile("rsync: (command )?not found|rsync: No such file");

    private final Pair pair;
    private final Hands hands;
    private final Words words;

    Pass(Pair pair, Hands hands, Request request) throws ConnectorException {
        this.pair = pair;
        this.hands = hands;
        this.words = new Words(pair, request.settings(), request.requiredPeer().settings());
    }

    boolean pull() {
        return words.pull();
    }

    /**
     * Tells what differs.
     *
     * @param live whether the primary is in use, so that files may vanish meanwhile
     * @throws ConnectorException when not all was compared
     */
    Report compare(Words.Way way, boolean live) throws ConnectorException, InterruptedException {
        return done(hands.run(words.runner(), Scripts.pass(words.command(way, null), 0), null), live);
    }

    /**
     * Copies what differs, and writes the marker of the standby.
     *
     * @param live whether the primary is in use; if not, the sizes of what was sent are read back
     * @param keep the folder for what it overwrites and deletes, or null to give that up
     * @throws ConnectorException when it did not do all it was asked for
     */
    Report copy(boolean live, @Nullable String keep) throws ConnectorException, InterruptedException {
        Marker marker = pair.followed(OptionalLong.of(pair.there().clock()));
        String command = words.command(Words.Way.COPY, keep);
        int told = live ? 0 : Scripts.TOLD;
        Side standby = pair.standby();
        String script = words.pull()
                ? Scripts.passAndMark(command, told, live ? "0|" + VANISHED : "0", standby, marker)
                : Scripts.pass(command, told);
        CommandResult result = followed(script, live);
        Report report = done(result, live);
        List<String> names =
                report.sent().keySet().stream().filter(Marked::plain).toList();
        Marked marked = words.pull() ? hands.marked(standby, marker, result) : hands.mark(standby, marker, names);
        marked.requireSent(standby, report);
        return report;
    }

    /** Runs the pass and tells how far it is; how much there is in all is only found out where no user waits for it. */
    private CommandResult followed(String script, boolean live) throws ConnectorException, InterruptedException {
        boolean measured = live && words.pull() && pair.exactTimes();
        Progress progress = Progress.of(hands, words, pair.standby(), measured);
        try {
            return hands.run(words.runner(), script, null);
        } finally {
            progress.close();
        }
    }

    private Report done(CommandResult result, boolean live) throws ConnectorException {
        Report report = Report.parse(result.output());
        hands.context().output(String.join("\n", report.rest()) + "\n" + result.error());
        if (report.exit() == 0 || live && report.exit() == VANISHED) {
            report.read(hands.context(), words.pull());
            return report;
        }
        throw fault(
                report.exit(),
                result.error().isBlank() ? "no word" : result.error().strip());
    }

    private ConnectorException fault(int exit, String error) {
        String said = CommandResult.end(error, 600);
        Side far = words.reached();
        String link = "%s: wanted rsync on %s to reach %s at %s, found exit %d: %s"
                .formatted(pair.standby(), words.runner().host(), far.host(), far.transfer(), exit, said);
        if (HOST_KEY.matcher(error).find()) {
            return ConnectorException.permanent("RSYNC_HOST_KEY", link);
        }
        if (LOGIN.matcher(error).find()) {
            return ConnectorException.permanent("RSYNC_LOGIN", link);
        }
        if (NO_RSYNC.matcher(error).find()) {
            return ConnectorException.permanent("RSYNC_MISSING", link);
        }
        if (NO_ROOM.matcher(error).find()) {
            return ConnectorException.permanent(
                    "RSYNC_NO_ROOM", "%s: wanted room for the copy, found: %s".formatted(pair.standby(), said));
        }
        // Which of its two children rsync sees end first decides about its exit code.
        boolean never = exit == 255 || error.contains("ssh: connect to host");
        if (never && UNREACHABLE.matcher(error).find()) {
            return ConnectorException.transientFault("RSYNC_UNREACHABLE", link);
        }
        String text = "%s: wanted a complete pass from %s, found exit %d: %s"
                .formatted(pair.standby(), pair.primary(), exit, said);
        return switch (exit) {
            case 10, 12, 14, 20, 30, 35, 255 -> ConnectorException.transientFault("RSYNC_LINK_BROKEN", text);
            case VANISHED -> ConnectorException.transientFault("RSYNC_SOURCE_CHANGES", text);
            case 23 -> ConnectorException.permanent("RSYNC_INCOMPLETE", text);
            case -1 -> ConnectorException.unknown("RSYNC_ENDED", text);
            default -> ConnectorException.permanent("RSYNC_FAILED", text);
        };
    }
}
