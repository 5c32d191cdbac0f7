package io.changeover.connector.postgresql;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs, files and processes of the user who owns test servers: {@code postgres} for root, else the user itself. */
public final class OwnerCommands {
    /** Whether the tests run as root. */
    public static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private OwnerCommands() {}

    /** Kills a server and its children the hard way, and waits for their end. */
    public static void kill(ProcessHandle server) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(process -> {
            exec(List.of("kill", "-9", "" + process.pid()), false);
        });
        all.forEach(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    /** Runs a program as the owner of the data; answers what it wrote. */
    public static String owned(String... words) {
        List<String> all = new ArrayList<>();
        if (ROOT) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        all.addAll(List.of(words));
        return exec(all);
    }

    /** Runs a program that must succeed. */
    public static String exec(List<String> words) {
        return exec(words, true);
    }

    private static String exec(List<String> words, boolean checked) {
        try {
            Path output = Files.createTempFile("changeover-pg", ".out");
            try {
                Process process = new ProcessBuilder(words)
                        .directory(new File("/"))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                int code = process.waitFor();
                String text = Files.readString(output);
                if (checked && code != 0) {
                    throw new IllegalStateException(words + " ended with " + code + ": " + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes a file that the owner of the data may read. */
    public static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            if (ROOT) {
                exec(List.of("chown", "postgres", file.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that is free now. */
    public static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }
}
