package io.changeover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plan files as texts. What is in them is for the server to judge. */
final class PlanText {
    private static final Pattern NAME =
            Pattern.compile("(?m)^plan:\\s*[\"']?([a-z0-9][a-z0-9-]{0,62})[\"']?\\s*(#.*)?$");

    private PlanText() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Failure.usage("the file '%s' cannot be read: %s"
                    .formatted(file, Files.exists(file) ? "not allowed, or not UTF-8" : "there is none"));
        }
    }

    /** The plan's name as the file has it. */
    static String name(Path file, String yaml) {
        Matcher name = NAME.matcher(yaml);
        if (!name.find()) {
            throw Failure.usage("%s does not say 'plan: NAME' in a line of its own; try 'changeover plan check %s'"
                    .formatted(file, file));
        }
        return name.group(1);
    }

    /** Whether the words are a plan's name rather than a file. */
    static boolean isName(String words) {
        return words.matches("[a-z0-9][a-z0-9-]{0,62}") && !Files.exists(Path.of(words));
    }
}
