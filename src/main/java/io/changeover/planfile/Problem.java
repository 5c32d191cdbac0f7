package io.changeover.planfile;

import java.util.Objects;

/**
 * One mistake in a plan file.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param path where it is in the plan, such as {@code groups[1].instances[0].fra.host}; empty for the whole file
 * @param message what is wanted and what was found; never the value of a secret
 */
public record Problem(int line, int column, String path, String message) {
    public Problem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
    }

    /** As compilers write it: {@code 12:5: sites.fra: …}. */
    @Override
    public String toString() {
        return "%d:%d: %s%s".formatted(line, column, path.isEmpty() ? "" : path + ": ", message);
    }
}
