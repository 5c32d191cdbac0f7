package io.changeover.planfile;

import io.changeover.planfile.Shape.Listing;
import io.changeover.planfile.Shape.Named;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.Structure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A plan file as it is written, with the comments that the shape of plans has for its keys. */
final class StarterText {
    private final StringBuilder text = new StringBuilder();
    private final Deque<Shape> open = new ArrayDeque<>();

    StarterText(Structure plan) {
        open.push(plan);
    }

    /** A comment. */
    void words(String words) {
        text.append("# ").append(words).append('\n');
    }

    /** A key and its value; the advice says what to change. */
    void key(String key, String value, String advice) {
        comment(key, advice);
        line(key + ": " + value);
    }

    /** A key whose value follows, one step in. */
    void open(String key, String advice) {
        if (open.size() == 1) {
            text.append('\n');
        }
        comment(key, advice);
        line(key + ":");
        open.push(property(key).shape());
    }

    /** An entry of a map of names, whose keys follow one step in. */
    void named(String name) {
        if (!(open.element() instanceof Named named)) {
            throw new IllegalStateException("there are no names here: " + name);
        }
        line(name + ":");
        open.push(named.value());
    }

    void close() {
        open.pop();
    }

    /** A line as it stands, at this depth. */
    void line(String line) {
        text.append("  ".repeat(open.size() - 1)).append(line).append('\n');
    }

    /** A part that may be left out, and is. */
    void left(String key, List<String> lines) {
        text.append('\n');
        comment(key, "");
        text.append('#').append(key).append(":\n");
        lines.forEach(line -> text.append("#  ").append(line).append('\n'));
    }

    /** What a key of the list or map that is open here means. */
    String about(String key) {
        return property(key).description();
    }

    /** The keys of a part with what holds without them. */
    List<String> fallbacks(String part) {
        if (!(property(part).shape() instanceof Structure structure)) {
            throw new IllegalStateException(part + " has no keys of its own");
        }
        return structure.properties().stream()
                .filter(property -> property.fallback() != null)
                .map(property ->
                        "%s: %s   # %s".formatted(property.name(), property.fallback(), property.description()))
                .toList();
    }

    private void comment(String key, String advice) {
        line("# " + about(key));
        if (!advice.isEmpty()) {
            line("# > " + advice);
        }
    }

    private Property property(String key) {
        Shape here = open.element() instanceof Listing list ? list.item() : open.element();
        Property property =
                here instanceof Structure structure ? structure.byName().get(key) : null;
        if (property == null) {
            throw new IllegalStateException("plans have no key '" + key + "' here");
        }
        return property;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
