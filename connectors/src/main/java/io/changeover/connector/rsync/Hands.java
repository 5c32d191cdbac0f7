package io.changeover.connector.rsync;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** What one operation does on the hosts of the two sides. */
final class Hands {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final int OUTPUT = 1024 * 1024;

    private final Context context;
    private final Versions versions;

    Hands(Context context, Versions versions) {
        this.context = context;
        this.versions = versions;
    }

    Context context() {
        return context;
    }

    /** Looks at a side; see {@link Scripts#look} for what may be wanted. */
    Look look(Side side, String want) throws ConnectorException, InterruptedException {
        return taken(side, run(side, Scripts.look(side, asking(side, want)), null));
    }

    /** Looks at a side whose folder and rsync must be usable. */
    Look usable(Side side, String want) throws ConnectorException, InterruptedException {
        return required(side, want, look(side, want));
    }

    /** Looks at a primary and a standby at once, both of which must be usable. */
    List<Look> usable(Side primary, String wantThere, Side standby, String wantHere)
            throws ConnectorException, InterruptedException {
        Command command = command(primary, Scripts.look(primary, asking(primary, wantThere)), null);
        Shell shell = context.shell(primary.host());
        FutureTask<CommandResult> task = new FutureTask<>(() -> shell.run(command));
        Thread thread = new Thread(task, "rsync-look");
        thread.setDaemon(true);
        thread.start();
        try {
            Look here = usable(standby, wantHere);
            return List.of(required(primary, wantThere, taken(primary, task.get())), here);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectorException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private String asking(Side side, String want) {
        return versions.of(side, context).isEmpty() ? want + "v" : want;
    }

    private Look taken(Side side, CommandResult result) throws ConnectorException {
        if (!result.succeeded() || !result.output().endsWith("end\n")) {
            throw ConnectorException.transientFault(
                    "RSYNC_UNREADABLE",
                    "%s: wanted to look at %s, found exit %d: %s"
                            .formatted(side, side.path(), result.exitCode(), result.summary()));
        }
        Look look = Look.parse(side, result.output(), versions.of(side, context));
        if (!look.version().equals("none")) {
            versions.keep(side, look.version(), context);
        }
        String marker = look.marker() == null ? "none" : look.marker().toString();
        context.read("marker at " + side.site(), marker);
        context.read("rsync at " + side.site(), look.version());
        return look;
    }

    private static Look required(Side side, String want, Look look) throws ConnectorException {
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
        return look;
    }

    /** Writes the marker, reads it back, and tells the sizes of these files as they are on that side. */
    Marked mark(Side side, Marker marker, List<String> files) throws ConnectorException, InterruptedException {
        String input = files.isEmpty() ? null : String.join("\n", files) + "\n";
        return marked(side, marker, run(side, Scripts.mark(side, marker), input));
    }

    /** What a script told that wrote the marker. */
    Marked marked(Side side, Marker marker, CommandResult result) throws ConnectorException {
        Marked marked = Marked.require(side, marker, result);
        context.read("marker at " + side.site(), marker.toString());
        return marked;
    }

    /** Runs a script as the user who owns the data. */
    CommandResult run(Side side, String script, @Nullable String input)
            throws ConnectorException, InterruptedException {
        return context.shell(side.host()).run(command(side, script, input));
    }

    private Command command(Side side, String script, @Nullable String input) {
        Duration left = context.remaining();
        String user = side.runAs();
        return new Command(
                user == null ? script : Scripts.as(user, script),
                Map.of(),
                input,
                left.compareTo(LEAST) > 0 ? left : LEAST,
                OUTPUT);
    }
}
