package io.changeover.connector.runtime;

import io.changeover.application.port.SecretReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references to secrets when they are needed and keeps what they stood for out of everything that is written
 * down. Thread-safe. Values shorter than 4 characters are not masked: they would hide ordinary text and no secret.
 */
public final class Secrets implements SecretReferences {
    /** What stands in the place of a secret. */
    public static final String MASK = "•••";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final int SHORTEST = 4;

    private final UnaryOperator<String> environment;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Secrets from files and from that environment. */
    public Secrets(Map<String, String> environment) {
        this.environment = environment::get;
    }

    @Override
    public String resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group(1).equals("env") ? variable(matcher.group(2)) : file(matcher.group(2));
            remember(value);
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String variable(String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("${env:" + name + "} is not set in the server's environment");
        }
        return value;
    }

    private static String file(String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "${file:" + path + "} cannot be read by the server: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private void remember(String value) {
        value.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .forEach(known::add);
    }

    @Override
    public String mask(String text) {
        return Masking.whole(text, known).text();
    }

    /** Masks a text that goes on. */
    Masking masking(String text) {
        return Masking.growing(text, known);
    }
}
