package io.changeover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server of its own on loopback, with its settings as installed: every commit reaches the disk. As root it
 * runs as the user {@code postgres}. Closing it ends it and removes its files.
 */
final class ScratchPostgres implements AutoCloseable {
    static final String USER = "changeover";
    private static final String ADDRESS = "127.0.1.3";
    private static final String BIN = "/usr/lib/postgresql/15/bin/";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path folder;
    private final int port;

    ScratchPostgres() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            folder = Files.createTempDirectory("changeover-bench-pg");
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ROOT) {
            exec(List.of("chown", "postgres", folder.toString()));
        }
        owned(BIN + "initdb", "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8");
        String options = "-h %s -p %d -k ''".formatted(ADDRESS, port);
        owned(
                BIN + "pg_ctl",
                "-s",
                "-w",
                "-D",
                data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                options,
                "start");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    String url() {
        return "jdbc:postgresql://%s:%d/postgres".formatted(ADDRESS, port);
    }

    private static void owned(String... words) {
        List<String> all = new ArrayList<>();
        if (ROOT) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        all.addAll(List.of(words));
        exec(all);
    }

    private static void exec(List<String> words) {
        try {
            int code = new ProcessBuilder(words)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(words + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        owned(BIN + "pg_ctl", "-s", "-w", "-m", "immediate", "-D", data(), "stop");
        exec(List.of("rm", "-rf", folder.toString()));
    }
}
