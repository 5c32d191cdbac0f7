package io.changeover.docs;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A shell in which one block of lines is typed after the other, and which ends with the first line that fails. */
final class Terminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path scratch;
    private final Path said;
    private final Process shell;
    private final Writer keys;

    /**
     * Opens it.
     *
     * @param shell a process to be started that reads lines and carries them out, in the folder where it begins
     * @param scratch for what is typed and what is said
     */
    Terminal(ProcessBuilder shell, Path scratch) throws IOException {
        this.scratch = Files.createDirectories(scratch);
        this.said = scratch.resolve("said");
        this.shell =
                shell.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        this.keys = this.shell.outputWriter(StandardCharsets.UTF_8);
    }

    /** Types a block and returns what was said until its last line had ended; every line must succeed. */
    String type(String block) throws IOException {
        int before = said().length();
        Path file = Files.createTempFile(scratch, "block", ".sh");
        Files.writeString(file, block);
        String end = "end of " + UUID.randomUUID();
        keys.write(". %s </dev/null\necho '%s'\n".formatted(file, end));
        keys.flush();
        await("the end of:\n" + block).atMost(PATIENCE).until(() -> said().contains(end) || !shell.isAlive());
        String answer = said().substring(before);
        if (!answer.contains(end)) {
            throw new AssertionError(
                    "wanted every line to succeed, found a failure in\n%s\nwhich said\n%s".formatted(block, answer));
        }
        return answer.substring(0, answer.indexOf(end));
    }

    /** All that was said so far. */
    private String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words for a shell that gives up at the first failure. */
    static List<String> words() {
        return List.of("bash", "-e");
    }

    @Override
    public void close() {
        shell.destroyForcibly().onExit().join();
    }
}
