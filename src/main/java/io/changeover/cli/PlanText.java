package io.changeover.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plan files as texts. What is in them is for the server to judge. */
final class PlanText {
    private static final Pattern NAME =
            Pattern.compile("(?m)^plan:\\s*[\"']?([a-z0-9][a-z0-9-]{0,62})[\"']?\\s*(#.*)?$");

    private static final Pattern SUFFIX = Pattern.compile("(?i)\\.ya?ml$");

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

    /**
     * Whether the words are a plan's name rather than a file, by their form alone: what has a path separator or ends
     * with .yaml or .yml is a file. What is in the folder makes no difference, or a line would mean another thing in
     * another folder; where a file has the name as well, it is said which was taken.
     */
    static boolean isName(RootCommand root, String words) {
        if (words.contains("/")
                || words.contains(File.separator)
                || SUFFIX.matcher(words).find()) {
            return false;
        }
        if (!words.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw Failure.usage("'%s' is no plan's name; a file ends with .yaml or .yml, or has a path such as './%s'"
                    .formatted(words, words));
        }
        if (Files.exists(Path.of(words))) {
            root.printer()
                    .aside("changeover: '%s' is taken for the plan of that name; the file is './%s'"
                            .formatted(words, words));
        }
        return true;
    }
}
