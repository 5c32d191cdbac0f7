package io.changeover.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What the command line finds around it; tests hand in their own.
 *
 * @param terminal whether a person looks at the output, so that it may be redrawn
 * @param zone in which times are shown
 * @param offline judges plan files without a server, where that is possible
 * @param starter writes plans to begin with, where that is possible
 * @param runbooks judges runbooks without a server, where that is possible
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        boolean terminal,
        Map<String, String> environment,
        ZoneId zone,
        Pause pause,
        Optional<OfflineCheck> offline,
        Optional<Starter> starter,
        Optional<OfflineRunbooks> runbooks) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Without a way to judge runbooks. */
    public Surroundings(
            PrintWriter out,
            PrintWriter err,
            BufferedReader in,
            boolean terminal,
            Map<String, String> environment,
            ZoneId zone,
            Pause pause,
            Optional<OfflineCheck> offline,
            Optional<Starter> starter) {
        this(out, err, in, terminal, environment, zone, pause, offline, starter, Optional.empty());
    }

    /** The same, with a way to judge runbooks without a server. */
    public Surroundings with(OfflineRunbooks desk) {
        return new Surroundings(out, err, in, terminal, environment, zone, pause, offline, starter, Optional.of(desk));
    }

    /** Waits between two looks at the server. */
    @FunctionalInterface
    public interface Pause {
        /** Waits for about that time. */
        void pause(Duration duration) throws InterruptedException;
    }

    /** Those of this process. */
    public static Surroundings ofProcess(Optional<OfflineCheck> offline, Optional<Starter> starter) {
        Charset charset = System.console() == null
                ? StandardCharsets.UTF_8
                : System.console().charset();
        return new Surroundings(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                new BufferedReader(new InputStreamReader(System.in, charset)),
                System.console() != null && !"dumb".equals(System.getenv("TERM")),
                System.getenv(),
                ZoneId.systemDefault(),
                duration -> new Semaphore(0).tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS),
                offline,
                starter);
    }
}
