package io.changeover.domain.run;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values of settings are written in a diagram, where every one is a text. */
final class DrawnText {
    private static final Pattern SECRET = Pattern.compile("\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^{}]+)}");
    private static final Pattern ANY = Pattern.compile("\\$\\{([^}]*)}?");
    private static final Pattern KNOWN = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:[^{}]+|host|site|name|plan");
    private static final Pattern ENTRY = Pattern.compile("([^\\s:=]+)\\s*[:=]\\s?(.*)");

    private DrawnText() {}

    /** The value that a text stands for: items of a list stand between commas, entries of a map between bars, or on lines. */
    static Object value(Field.Type type, String text) {
        return switch (type) {
            case TEXT, INTEGER, PORT, DURATION, FLAG, SECRET -> text;
            case TEXTS -> parts(text, ",");
            case MAP -> map(text);
        };
    }

    private static List<String> parts(String text, String mark) {
        return Arrays.stream(text.split("\n|" + mark))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> entries(String text) {
        return parts(text, "\\|");
    }

    private static Map<String, String> map(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String line : entries(text)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                map.put(entry.group(1), entry.group(2));
            }
        }
        return map;
    }

    /** What is wrong with a text for that setting, as the rest of a sentence about it; empty where nothing is. */
    static Optional<String> objection(Field field, String text) {
        Optional<String> reference = reference(text);
        if (reference.isPresent()) {
            return reference;
        }
        if (!field.allowed().isEmpty() && !field.allowed().contains(text)) {
            return Optional.of("must be one of %s, found '%s'".formatted(field.allowed(), text));
        }
        return switch (field.type()) {
            case TEXT, TEXTS -> Optional.empty();
            case INTEGER -> wanted(text.matches("-?\\d{1,9}"), "a whole number", text);
            case PORT -> wanted(isPort(text), "a port, 1 to 65535", text);
            case DURATION -> wanted(isDuration(text), "a time such as 500ms, 30s or 5m", text);
            case FLAG -> wanted(text.equals("true") || text.equals("false"), "true or false", text);
            case MAP -> wanted(map(text).size() == entries(text).size(), "'name: value' between bars", text);
            // What is written in clear is not repeated.
            case SECRET ->
                wanted(
                        SECRET.matcher(text).matches(),
                        "a reference such as ${env:NAME} or ${file:/path}",
                        "a value in clear");
        };
    }

    /** What is wrong with the references in a text. */
    private static Optional<String> reference(String text) {
        Matcher any = ANY.matcher(text);
        while (any.find()) {
            if (!any.group().endsWith("}") || !KNOWN.matcher(any.group(1)).matches()) {
                return Optional.of(
                        "may hold the references ${env:NAME}, ${file:PATH}, ${host}, ${site}, ${name} and ${plan}, found '%s'"
                                .formatted(any.group()));
            }
        }
        return Optional.empty();
    }

    static boolean isDuration(String text) {
        try {
            return !Durations.parse(text).isZero();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private static Optional<String> wanted(boolean good, String what, String found) {
        return good ? Optional.empty() : Optional.of("must be %s, found '%s'".formatted(what, found));
    }
}
