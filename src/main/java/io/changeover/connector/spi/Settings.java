package io.changeover.connector.spi;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Settings from the plan. Values have passed the validator, so the typed getters only fail for what the descriptor does
 * not declare. A text may hold references ({@code ${env:NAME}}, {@code ${file:PATH}}); they are resolved on reading and
 * never kept.
 */
public final class Settings {
    /** No settings at all. */
    public static final Settings NONE = new Settings(Map.of(), UnaryOperator.identity());

    private final Map<String, Object> values;
    private final UnaryOperator<String> resolver;

    /**
     * Settings over raw plan values.
     *
     * @param resolver turns a text with references into the text they stand for
     */
    public Settings(Map<String, ?> values, UnaryOperator<String> resolver) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.resolver = resolver;
    }

    /** Settings whose values hold no references. */
    public static Settings of(Map<String, ?> values) {
        return new Settings(values, UnaryOperator.identity());
    }

    /** Whether a value was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A text that must be there. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("setting '" + name + "' is missing"));
    }

    /** A text, or what holds without it. */
    public String text(String name, String fallback) {
        return find(name).orElse(fallback);
    }

    /** A text, if given. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> resolver.apply(value.toString()));
    }

    /** A whole number, or what holds without it. */
    public int integer(String name, int fallback) {
        return find(name).map(Integer::parseInt).orElse(fallback);
    }

    /** True or false, or what holds without it. */
    public boolean flag(String name, boolean fallback) {
        return find(name).map(Boolean::parseBoolean).orElse(fallback);
    }

    /** A time with its unit, or what holds without it. */
    public Duration duration(String name, Duration fallback) {
        return find(name).map(Durations::parse).orElse(fallback);
    }

    /** A list of texts; empty where not given. A single text is a list of one. */
    public List<String> texts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        List<?> list = value instanceof List<?> many ? many : List.of(value);
        return list.stream().map(item -> resolver.apply(item.toString())).toList();
    }

    /** A map of texts; empty where not given. */
    public Map<String, String> map(String name) {
        if (!(values.get(name) instanceof Map<?, ?> raw)) {
            return Map.of();
        }
        Map<String, String> map = new LinkedHashMap<>();
        raw.forEach((key, value) -> map.put(key.toString(), resolver.apply(String.valueOf(value))));
        return map;
    }

    /** The names that were given; never values, which may be secret. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
