package io.changeover.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of this machine under a prefix. PostgreSQL runs neither as root nor as a user without a name, so for
 * these the prefix makes the program another user: in a user namespace of its own, or where that is forbidden as
 * {@code nobody}.
 */
final class Commands {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NAMESPACE = "unshare -U";
    private static final String NOBODY = "setpriv --reuid 65534 --regid 65534 --clear-groups";

    private final String prefix;
    private final Path scratch;

    private Commands(String prefix, Path scratch) {
        this.prefix = prefix;
        this.scratch = scratch;
    }

    /**
     * Finds the prefix that works here.
     *
     * @param scratch a folder for output that is read back at once
     * @throws DemoException if no prefix makes an ordinary user
     */
    static Commands find(Path scratch) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (String prefix : List.of("", NAMESPACE, NOBODY)) {
            Commands candidate = new Commands(prefix, scratch);
            try {
                String user = candidate.run("", "id", "-un").strip();
                if (!user.equals("root")) {
                    return candidate;
                }
                found.add("'" + prefix + "' runs as root");
            } catch (DemoException | IOException notHere) {
                found.add("'" + prefix + "' fails");
            }
        }
        throw new DemoException("PostgreSQL runs neither as root nor as a user without a name: wanted '" + NAMESPACE
                + "' or '" + NOBODY + "' to help, found " + found + "; start the demonstration as an ordinary user");
    }

    /** What stands in front of a command; empty for an ordinary user. */
    String prefix() {
        return prefix;
    }

    /** Whether files must be given to {@code nobody} before the prefixed programs can use them. */
    boolean becomesNobody() {
        return prefix.equals(NOBODY);
    }

    /**
     * Runs a program to its end and returns what it wrote.
     *
     * @param input what it reads
     * @throws DemoException if it fails, with its last output
     */
    String run(String input, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix.isEmpty() ? List.of() : List.of(prefix.split(" ")));
        command.addAll(List.of(words));
        Path output = Files.createTempFile(scratch, "output", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            try (OutputStream stream = process.getOutputStream()) {
                stream.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String text = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                String found =
                        ended ? "exit code " + process.exitValue() : "still running after " + LIMIT.toSeconds() + " s";
                throw new DemoException(
                        "%s: wanted success, found %s: %s".formatted(String.join(" ", command), found, text.strip()));
            }
            return text;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    /** Writes a file, readable by its owner only, as the user that the prefix makes. */
    void write(Path file, String text) throws IOException, InterruptedException {
        run(text, "/bin/sh", "-c", "umask 077; cat > \"$1\"", "sh", file.toString());
    }
}
