package io.changeover.connector.runtime;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Wire;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * What one operation prints, over all its attempts: what its connector keeps of it, and what its commands write as long as
 * they run. All of it is masked. Thread-safe.
 */
final class Printed {
    private static final int KEPT = 32_000;
    private static final int SHOWN = 8_000;
    /** A command that has ended by then was a look at something; nobody reads along. */
    private static final Duration LONG = Duration.ofMillis(500);
    /** Lines by which parts of a command are told apart, and what colours a terminal. */
    private static final Pattern NOISE = Pattern.compile(
            "(?m)^changeover-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} .*\n?|\u001B\\[[0-?]*[ -/]*[@-~]");
    /** Of a line that is drawn again and again all but its last look. */
    private static final Pattern OVERWRITTEN = Pattern.compile("(?dm)^.*\r(?=[^\r\n])");

    private final Secrets secrets;
    private final Transcript kept;
    private final List<Written> running = new CopyOnWriteArrayList<>();

    Printed(Secrets secrets) {
        this.secrets = secrets;
        this.kept = new Transcript(secrets, KEPT);
    }

    /** What one command writes. The streams are apart: a secret may be cut, and a piece of the other come in between. */
    private record Written(Transcript output, Transcript error, long since) implements Shell.Listener {
        @Override
        public void output(String piece) {
            output.add(piece);
        }

        @Override
        public void error(String piece) {
            error.add(piece);
        }
    }

    /** Adds what the connector keeps. */
    void keep(String text) {
        kept.add(text);
    }

    /** What the connector has kept: the operation's output, once it has ended. */
    String kept() {
        return kept.whole();
    }

    /** What is to be shown now: what was kept, and what commands that take long have written so far. */
    String now() {
        StringBuilder all = new StringBuilder(kept.whole());
        long before = System.nanoTime() - LONG.toNanos();
        for (Written one : running) {
            if (one.since() - before < 0) {
                all.append(plain(one.output())).append(plain(one.error()));
            }
        }
        return all.substring(Math.max(0, all.length() - SHOWN));
    }

    private static String plain(Transcript written) {
        String text = NOISE.matcher(written.soFar()).replaceAll("").replace("\r\n", "\n");
        return OVERWRITTEN.matcher(text).replaceAll("").replace("\r", "");
    }

    /** The same shell, to whose commands it listens where nobody else does. */
    Shell listening(Shell shell) {
        return new Listening(shell);
    }

    private final class Listening implements Shell {
        private final Shell shell;

        Listening(Shell shell) {
            this.shell = shell;
        }

        @Override
        public CommandResult run(Command command) throws ConnectorException, InterruptedException {
            Written mine =
                    new Written(new Transcript(secrets, SHOWN), new Transcript(secrets, SHOWN), System.nanoTime());
            running.add(mine);
            try {
                return shell.run(command, mine);
            } finally {
                running.remove(mine);
            }
        }

        @Override
        public CommandResult run(Command command, Listener listener) throws ConnectorException, InterruptedException {
            return shell.run(command, listener);
        }

        @Override
        public Wire socket(String path, Duration limit) throws ConnectorException, InterruptedException {
            return shell.socket(path, limit);
        }
    }
}
