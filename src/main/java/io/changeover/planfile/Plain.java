package io.changeover.planfile;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Field;
import io.changeover.planfile.Part.Entry;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Sequence;
import io.changeover.planfile.Part.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain values from checked parts: texts, whole numbers, flags, lists and maps of texts. */
final class Plain {
    private Plain() {}

    /** The value of a setting: a number or flag where its type says so, otherwise text as written. */
    static Object value(Field.Type type, Part part) {
        return switch (type) {
            case INTEGER, PORT -> Integer.valueOf(text(part));
            case FLAG -> Boolean.valueOf(text(part));
            case TEXTS -> part instanceof Sequence ? loose(part) : List.of(text(part));
            case TEXT, DURATION, SECRET -> text(part);
            case MAP -> loose(part);
        };
    }

    /** Texts, lists and maps as they are. */
    static Object loose(Part part) {
        if (part instanceof Sequence list) {
            return list.items().stream().map(Plain::loose).toList();
        }
        if (part instanceof Mapping mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Entry entry : mapping.all()) {
                map.put(entry.key(), loose(entry.value()));
            }
            return map;
        }
        return text(part);
    }

    static String text(Part part) {
        if (part instanceof Text text) {
            return text.value();
        }
        throw new IllegalStateException("a text was checked to be at " + part.place() + ", found " + part.words());
    }

    /** The text of a key that was checked to be there. */
    static String text(Mapping mapping, String key) {
        return mapping.text(key)
                .map(Text::value)
                .orElseThrow(() -> new IllegalStateException("'" + key + "' was checked to be at " + mapping.place()));
    }

    static Duration duration(Mapping mapping, String key, String fallback) {
        return Durations.parse(mapping.text(key).map(Text::value).orElse(fallback));
    }

    static int number(Mapping mapping, String key, int fallback) {
        return mapping.text(key).map(text -> Integer.parseInt(text.value())).orElse(fallback);
    }

    static boolean flag(Mapping mapping, String key, boolean fallback) {
        return mapping.text(key).map(text -> Boolean.parseBoolean(text.value())).orElse(fallback);
    }
}
