package io.changeover.planfile;

import io.changeover.planfile.Part.Entry;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Sequence;
import io.changeover.planfile.Part.Text;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Turns YAML into parts with places. Only texts, lists and maps come out: nothing is ever constructed from a tag.
 * Aliases and merge keys are followed up to a bound, so that a small file cannot become a huge tree.
 */
final class TreeReader {
    static final int LARGEST_FILE = 1 << 20;
    private static final int MOST_PARTS = 200_000;
    private static final int DEEPEST = 40;
    private static final Set<Tag> TAGS = Set.of(
            Tag.STR,
            Tag.INT,
            Tag.FLOAT,
            Tag.BOOL,
            Tag.NULL,
            Tag.TIMESTAMP,
            Tag.MERGE,
            Tag.SEQ,
            Tag.MAP,
            new Tag("tag:yaml.org,2002:value"));

    private final Problems problems;
    private int parts;

    TreeReader(Problems problems) {
        this.problems = problems;
    }

    /** The file's top map; empty, with a problem, for what is none. */
    Optional<Mapping> read(String yaml) {
        int size = yaml.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_FILE) {
            problems.add(Place.TOP, "a plan file has at most %d bytes, this one has %d".formatted(LARGEST_FILE, size));
            return Optional.empty();
        }
        try {
            return top(compose(yaml));
        } catch (TooMuch e) {
            problems.add(e.place, e.sentence);
        } catch (MarkedYAMLException e) {
            problems.add(place(e), syntax(e, yaml));
        } catch (ReaderException e) {
            int line = (int) yaml.codePoints()
                            .limit(e.getPosition())
                            .filter(point -> point == '\n')
                            .count()
                    + 1;
            problems.add(
                    new Place(line, 1, ""), "a character that YAML does not allow: U+%04X".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add(Place.TOP, "not readable as YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static @Nullable Node compose(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(true); // reported below, with the line of each
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(10_000);
        options.setNestingDepthLimit(DEEPEST);
        options.setTagInspector(tag -> true); // only composed, never constructed; reported below, with its line
        options.setCodePointLimit(LARGEST_FILE + 1);
        return new Yaml(options).compose(new StringReader(yaml));
    }

    private Optional<Mapping> top(@Nullable Node node) {
        if (node == null) {
            problems.add(Place.TOP, "the file is empty; a plan begins with 'plan: NAME'");
            return Optional.empty();
        }
        Part part = part(node, place(node, Place.TOP), 0);
        if (part instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(part.place(), "a plan is a map that begins with 'plan: NAME', found " + part.words());
        return Optional.empty();
    }

    private Part part(Node node, Place place, int depth) {
        if (++parts > MOST_PARTS || depth > DEEPEST) {
            throw new TooMuch(
                    place,
                    "too large or too deep once its aliases are followed: at most %d parts, %d deep"
                            .formatted(MOST_PARTS, DEEPEST));
        }
        if (!TAGS.contains(node.getTag())) {
            problems.add(place, "YAML tags ('!…') are not allowed in a plan");
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, place, depth);
        }
        if (node instanceof SequenceNode sequence) {
            return sequence(sequence, place, depth);
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return new Text(place, scalar.getValue(), plain, plain && Tag.NULL.equals(scalar.getTag()));
    }

    private Sequence sequence(SequenceNode node, Place place, int depth) {
        List<Part> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            Place at = place.item(line(item.getStartMark()), column(item.getStartMark()), items.size());
            items.add(part(item, at, depth + 1));
        }
        return new Sequence(place, List.copyOf(items));
    }

    private Mapping mapping(MappingNode node, Place place, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Node key = tuple.getKeyNode();
            if (Tag.MERGE.equals(key.getTag())) {
                merge(tuple.getValueNode(), place, depth, merged);
            } else if (key instanceof ScalarNode name) {
                put(entries, name, tuple.getValueNode(), place, depth);
            } else {
                problems.add(
                        place(key, place),
                        "a key is a text, found a list or a map; put a value that begins with " + "{ or [ in quotes");
            }
        }
        merged.forEach(entries::putIfAbsent);
        return new Mapping(place, entries);
    }

    private void put(Map<String, Entry> entries, ScalarNode name, Node value, Place place, int depth) {
        String key = name.getValue();
        Place at = place.below(line(name.getStartMark()), column(name.getStartMark()), key);
        Entry earlier = entries.get(key);
        if (earlier != null) {
            problems.add(
                    at,
                    "'%s' is given twice, first in line %d"
                            .formatted(key, earlier.place().line()));
            return;
        }
        Place below = place.below(line(value.getStartMark()), column(value.getStartMark()), key);
        entries.put(key, new Entry(at, key, part(value, below, depth + 1)));
    }

    private void merge(Node value, Place place, int depth, Map<String, Entry> merged) {
        List<Node> sources = value instanceof SequenceNode many ? many.getValue() : List.of(value);
        for (Node source : sources) {
            if (part(source, place, depth + 1) instanceof Mapping mapping) {
                mapping.entries().forEach(merged::putIfAbsent);
            } else {
                problems.add(place(source, place), "'<<' takes a map from elsewhere in the file, such as '<<: *ssh'");
            }
        }
    }

    private static String syntax(MarkedYAMLException e, String yaml) {
        String problem = String.valueOf(e.getProblem()).lines().findFirst().orElse("");
        if (problem.contains("alias")) {
            return "not readable as YAML: an alias (*name) without its anchor (&name) before it";
        }
        if (problem.contains("single document")
                || String.valueOf(e.getContext()).contains("single document")) {
            return "a file holds one plan; found a second document ('---')";
        }
        int line = place(e).line();
        String text = yaml.lines().skip(line - 1L).findFirst().orElse("");
        String hint =
                text.matches(".*[{\\[].*[^\"']\\$\\{.*") ? "; inside { } or [ ], put a value with ${…} in quotes" : "";
        return "not readable as YAML: " + problem + hint;
    }

    private static Place place(MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        return mark == null ? Place.TOP : new Place(line(mark), column(mark), "");
    }

    private static Place place(Node node, Place parent) {
        return new Place(line(node.getStartMark()), column(node.getStartMark()), parent.path());
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    private static int column(Mark mark) {
        return mark.getColumn() + 1;
    }

    /** Ends the reading of a file that would take too much of everything. */
    private static final class TooMuch extends RuntimeException {
        private final Place place;
        private final String sentence;

        TooMuch(Place place, String sentence) {
            super(sentence, null, false, false);
            this.place = place;
            this.sentence = sentence;
        }
    }
}
