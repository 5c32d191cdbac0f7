package io.changeover.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answer of the metrics' address: names, labels, values. */
record Scrape(List<Point> points) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    record Point(String name, Map<String, String> labels, double value) {}

    static Scrape of(String text) {
        return new Scrape(text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Scrape::point)
                .toList());
    }

    private static Point point(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("no point: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (matcher.group(2) != null) {
            Matcher label = LABEL.matcher(matcher.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return new Point(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
    }

    /** The value of the one point of that name that has these labels, told as name, value, name, value. */
    OptionalDouble value(String name, String... labels) {
        return points.stream()
                .filter(point -> point.name().equals(name))
                .filter(point -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(point.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Point::value)
                .findFirst();
    }

    /** The labels that each name has. */
    Map<String, Set<String>> labels() {
        Map<String, Set<String>> all = new TreeMap<>();
        points.forEach(point -> all.computeIfAbsent(point.name(), key -> new TreeSet<>())
                .addAll(point.labels().keySet()));
        return all;
    }
}
