package io.changeover.connector.rsync;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one operation does on the hosts of the two sides. */
final class Hands {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final int OUTPUT = 1024 * 1024;

    private final Context context;

    Hands(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** Looks at a side; see {@link Scripts#look} for what may be wanted. */
    Look look(Side side, String want) throws ConnectorException, InterruptedException {
        CommandResult result = run(side, Scripts.look(side, want), null);
        if (!result.succeeded() || !result.output().contains("clock ")) {
            throw ConnectorException.transientFault(
                    "RSYNC_UNREADABLE",
                    "%s: wanted to look at %s, found exit %d: %s"
                            .formatted(side, side.path(), result.exitCode(), result.summary()));
        }
        Look look = Look.parse(side, result.output());
        context.read(
                "marker at " + side.site(),
                look.marker() == null ? "none" : look.marker().toString());
        return look;
    }

    /** Looks at a side whose folder and rsync must be usable. */
    Look usable(Side side, String want) throws ConnectorException, InterruptedException {
        Look look = look(side, want);
        if (!look.trouble().isEmpty()) {
            throw ConnectorException.permanent(
                    look.trouble().startsWith("no such") ? "RSYNC_PATH_MISSING" : "RSYNC_PATH_UNUSABLE",
                    "%s: wanted the folder %s %s, found: %s"
                            .formatted(
                                    side, side.path(), want.contains("w") ? "writable" : "readable", look.trouble()));
        }
        if (look.version().equals("none")) {
            throw ConnectorException.permanent(
                    "RSYNC_MISSING", "%s: wanted rsync on host %s, found none".formatted(side, side.host()));
        }
        context.read("rsync at " + side.site(), look.version());
        return look;
    }

    /** Writes the marker, reads it back, and tells the sizes of these files as they are on that side. */
    Map<String, Long> mark(Side side, Marker marker, List<String> files)
            throws ConnectorException, InterruptedException {
        String input = marker.text() + ".\n" + String.join("\n", files) + (files.isEmpty() ? "" : "\n");
        CommandResult result = run(side, Scripts.mark(side), input);
        Map<String, String> lines = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        result.output().lines().forEach(line -> {
            String[] words = line.split(" ", 3);
            if (words[0].startsWith("marker.") && words.length == 2) {
                lines.put(words[0].substring("marker.".length()), words[1]);
            } else if (words[0].equals("size") && words.length == 3) {
                sizes.put(words[2], Long.parseLong(words[1]));
            }
        });
        if (!marker.equals(Marker.parse(lines))) {
            throw ConnectorException.permanent(
                    "RSYNC_MARKER_UNWRITABLE",
                    "%s: wanted '%s' in %s, found exit %d: %s"
                            .formatted(side, marker, side.marker(), result.exitCode(), result.summary()));
        }
        context.read("marker at " + side.site(), marker.toString());
        return sizes;
    }

    /** Runs a script as the user who owns the data. */
    CommandResult run(Side side, String script, @Nullable String input)
            throws ConnectorException, InterruptedException {
        Duration left = context.remaining();
        String user = side.runAs();
        Command command = new Command(
                user == null ? script : Scripts.as(user, script),
                Map.of(),
                input,
                left.compareTo(LEAST) > 0 ? left : LEAST,
                OUTPUT);
        return context.shell(side.host()).run(command);
    }
}
