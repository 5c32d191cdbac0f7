package io.changeover.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Moves a real service with a real database to another site and back on this one machine, under constant writes, and
 * shows what that did to the client.
 */
@Command(
        name = "changeover demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Moves a service with its database to another site and back, all on this machine, and shows what"
                + " its client saw.",
        footer = {"", "Exit codes: 0 both moves completed and nothing was lost, 1 not so, 2 usage."})
public final class Demo implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(names = "--exit", description = "End after the two moves instead of waiting for Ctrl-C.")
    private boolean exit;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The server's port; the next free one if it is taken. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--folder",
            description = "The folder that holds everything and is removed at the end. Default: one of its own for each"
                    + " demonstration among the temporary files.")
    private @Nullable Path folder;

    private final Screen screen = new Screen(System.out, System.console() != null);

    private volatile boolean leaving;

    private Demo() {}

    /** Runs the demonstration and returns the exit code. Nothing of it is left then. */
    public static int run(String... arguments) {
        return new CommandLine(new Demo()).execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        quietLogs();
        Cleanup cleanup = new Cleanup();
        Thread main = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onCtrlC = new Thread(() -> leave(cleanup, main, stopped), "leave");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try {
            return demonstrate(cleanup);
        } catch (DemoException e) {
            tell(e.getMessage());
            return FAILED;
        } catch (IOException | SQLException | GeneralSecurityException e) {
            tell(e.toString());
            return FAILED;
        } catch (InterruptedException | CancellationException e) {
            return FAILED;
        } finally {
            stopped.countDown();
            cleanup.close();
            forget(onCtrlC);
        }
    }

    private int demonstrate(Cleanup cleanup)
            throws IOException, InterruptedException, SQLException, GeneralSecurityException {
        requirePlatform();
        for (Path removed : DemoFolder.removeLeftovers()) {
            screen.progress("removed what a killed demonstration had left: " + removed);
        }
        DemoFolder home = DemoFolder.create(folder == null ? DemoFolder.standard() : folder);
        cleanup.add(home::remove);
        screen.progress("everything is in " + home.path() + " and goes away with the demonstration");
        List<User> users = List.of(
                User.in("olga", "operators", "viewers"),
                User.in("anton", "approvers", "viewers"),
                User.in("admin", "camunda-admin"));
        Files.createDirectories(home.path().resolve("keys"));
        int free = Ports.reserve(port, 1, List.of("0.0.0.0"), cleanup);
        if (free != port) {
            screen.progress("port " + port + " is taken, the server gets " + free);
        }
        ServerProcess server = ServerProcess.start(home.path(), free, users);
        cleanup.add(server::end);
        Sites sites = Sites.build(home.path(), cleanup, screen);
        server.awaitReady(screen);
        screen.progress("server ready at " + server.address());
        return new Performance(server.address(), users, sites, screen, exit).play(cleanup);
    }

    /** What breaks because everything is being taken down is no failure. */
    private void tell(@Nullable String reason) {
        if (!leaving) {
            screen.line("");
            screen.line("The demonstration failed: " + reason);
        }
    }

    /** At Ctrl-C the main thread may be anywhere: it is stopped first, then everything is taken down. */
    private void leave(Cleanup cleanup, Thread main, CountDownLatch stopped) {
        leaving = true;
        screen.line("");
        screen.line("Ending: processes, ports and files of the demonstration go away.");
        main.interrupt();
        try {
            if (!stopped.await(4, TimeUnit.SECONDS)) {
                screen.line("the main thread is still busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cleanup.close();
    }

    private static void forget(Thread onCtrlC) {
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook is what took everything down.
        }
    }

    private static void requirePlatform() {
        String found = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!found.matches("Linux (amd64|x86_64)")) {
            throw new DemoException(
                    "platform: wanted Linux on amd64 (its PostgreSQL is built for that), found " + found);
        }
    }

    /** The screen belongs to the demonstration; the libraries speak up for warnings only. */
    private static void quietLogs() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof ch.qos.logback.classic.LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(ch.qos.logback.classic.Level.WARN);
        }
    }
}
