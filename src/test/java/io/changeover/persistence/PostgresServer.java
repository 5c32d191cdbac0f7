package io.changeover.persistence;

import io.changeover.connector.postgresql.OwnerCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A throw-away PostgreSQL for the server's own tables. Closing it ends it by its process id and removes its folder. */
public final class PostgresServer implements AutoCloseable {
    /** Who logs in, without a password. */
    public static final String USER = "changeover";

    private static final String BIN = "/usr/lib/postgresql/15/bin";
    private static final String ADDRESS = "127.0.1.9";

    private final Path folder;
    private final int port;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one that keeps what it has acknowledged, as a real one does. */
    public static PostgresServer start() {
        try {
            PostgresServer server =
                    new PostgresServer(Files.createTempDirectory("changeover-db"), OwnerCommands.freePort(ADDRESS));
            try {
                server.create();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() {
        if (OwnerCommands.ROOT) {
            OwnerCommands.exec(List.of("chown", "postgres", folder.toString()));
        }
        OwnerCommands.owned(BIN + "/initdb", "-N", "-D", data(), "-U", USER, "-A", "trust");
        String options = "-c listen_addresses=%s -c port=%d -c unix_socket_directories= -c max_connections=150"
                .formatted(ADDRESS, port);
        OwnerCommands.owned(
                BIN + "/pg_ctl",
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

    /** Where it is found. */
    public String url() {
        return "jdbc:postgresql://%s:%d/postgres".formatted(ADDRESS, port);
    }

    /** What a server is told so that it keeps its tables here. */
    public String[] properties() {
        return new String[] {"--spring.datasource.url=" + url(), "--spring.datasource.username=" + USER};
    }

    @Override
    public void close() {
        try {
            Path pid = Path.of(data(), "postmaster.pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).strip()))
                        .ifPresent(OwnerCommands::kill);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        OwnerCommands.exec(List.of("rm", "-rf", folder.toString()));
    }
}
