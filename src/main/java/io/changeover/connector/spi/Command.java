package io.changeover.connector.spi;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A command for a POSIX shell on a host.
 *
 * @param script the shell text
 * @param environment variables set for it
 * @param input what it reads from standard input, or null for nothing
 * @param timeout after which it is told to end
 * @param outputLimit how many bytes of each stream are kept, from the end
 */
public record Command(
        String script,
        Map<String, String> environment,
        @Nullable String input,
        Duration timeout,
        int outputLimit) {
    /** Kept of each stream where nothing else is said. */
    public static final int DEFAULT_OUTPUT_LIMIT = 64 * 1024;

    public Command {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(timeout, "timeout");
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** Shell text as it stands. */
    public static Command script(String script, Duration timeout) {
        return new Command(script, Map.of(), null, timeout, DEFAULT_OUTPUT_LIMIT);
    }

    /** A program and its arguments, each quoted, so that nothing in them is special to the shell. */
    public static Command of(List<String> words, Duration timeout) {
        return script(words.stream().map(Command::quote).collect(Collectors.joining(" ")), timeout);
    }

    /** The same command with these variables set. */
    public Command with(Map<String, String> variables) {
        return new Command(script, variables, input, timeout, outputLimit);
    }

    /** The script only: input and variables may hold secrets. */
    @Override
    public String toString() {
        return "Command[" + script + "]";
    }

    /** One word, quoted for a POSIX shell. */
    public static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
