package io.changeover.planfile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A piece of a plan file, with its place. Lookups answer empty for what is missing or of another kind. */
sealed interface Part {
    Place place();

    /** What messages call it: {@code a map}, {@code a list}, or a text in quotes, cut where it is long. */
    String words();

    /**
     * A single value.
     *
     * @param value as written, without quotes
     * @param plain whether it was written without quotes
     * @param absent whether there is none ({@code key:} with nothing behind it)
     */
    record Text(Place place, String value, boolean plain, boolean absent) implements Part {
        private static final int LONGEST = 60;

        @Override
        public String words() {
            if (absent) {
                return "nothing";
            }
            return "'" + (value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value) + "'";
        }
    }

    /** A list. */
    record Sequence(Place place, List<Part> items) implements Part {
        @Override
        public String words() {
            return "a list";
        }
    }

    /** A map; its entries keep the order of the file. */
    record Mapping(Place place, Map<String, Entry> entries) implements Part {
        @Override
        public String words() {
            return "a map";
        }

        Collection<Entry> all() {
            return entries.values();
        }

        boolean has(String key) {
            return entries.containsKey(key);
        }

        Optional<Part> find(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        Optional<Text> text(String key) {
            return find(key)
                    .filter(part -> part instanceof Text text && !text.absent())
                    .map(Text.class::cast);
        }

        /** The text of that key, or null. */
        @Nullable
        String value(String key) {
            return text(key).map(Text::value).orElse(null);
        }

        Optional<Mapping> mapping(String key) {
            return find(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
        }

        /** The maps in the list of that key. */
        List<Mapping> mappings(String key) {
            return find(key).stream()
                    .flatMap(part -> part instanceof Sequence list ? list.items().stream() : Stream.empty())
                    .filter(Mapping.class::isInstance)
                    .map(Mapping.class::cast)
                    .toList();
        }
    }

    /** A key with its value; the place is the key's. */
    record Entry(Place place, String key, Part value) {}
}
