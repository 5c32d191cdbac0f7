package io.changeover.scenario.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The programs in the folder {@code lab}, pointed at one lab. */
final class Programs {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path scratch;
    private final Map<String, String> environment;

    /** @param scratch for what the programs say; the lab's own folder is made in it */
    Programs(Path scratch) {
        this.scratch = scratch;
        long number = Long.parseUnsignedLong(scratch.getFileName().toString().replaceAll("\\D", ""));
        String name = "t" + Long.toString(Long.remainderUnsigned(number, 1_000_000_007), 36);
        environment = Map.of("LAB_NAME", name, "LAB_DIR", folder().toString());
    }

    /** The lab's folder. */
    Path folder() {
        return scratch.resolve("lab");
    }

    /** The words that run a command on a host, wherever they are used. */
    List<String> on(String host) {
        List<String> words = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of(path("run"), host));
        return words;
    }

    /** What a program prints; it must end well. */
    String run(String program, String... words) {
        try {
            Path error = Files.createTempFile(scratch, program, ".err");
            Path output = Files.createTempFile(scratch, program, ".out");
            Process process = builder(program, words)
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("lab/%s %s: wanted exit 0 in time, found %s%n%s"
                        .formatted(program, String.join(" ", words), process, Files.readString(error)));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A program that has been started; the caller ends it and what it runs. */
    Process begin(String program, String... words) throws IOException {
        return builder(program, words)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve(program + ".log").toFile())
                .start();
    }

    /** Where a program lies. */
    static String path(String program) {
        return Path.of("lab", program).toAbsolutePath().toString();
    }

    private ProcessBuilder builder(String program, String... words) {
        List<String> command = new ArrayList<>(List.of(path(program)));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }
}
