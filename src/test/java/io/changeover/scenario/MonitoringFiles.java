package io.changeover.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.observe.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The example files for monitoring and its page, beside what a server exposes. */
final class MonitoringFiles {
    private static final Pattern NAME = Pattern.compile("\\b(?:changeover|jvm|hikaricp|http_server)_\\w+");
    private static final Pattern BY = Pattern.compile("\\b(?:by|on|without|ignoring) \\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

    /** What Prometheus adds by itself. */
    private static final Set<String> ADDED = Set.of("job", "instance", "le");

    private final Map<String, Set<String>> exposed = new HashMap<>();

    MonitoringFiles(Scrape scrape) {
        exposed.putAll(scrape.labels());
        for (Measure measure : Measure.values()) {
            exposed.put(measure.exposed(), new TreeSet<>(measure.labels()));
        }
    }

    List<String> dashboardQueries() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(Files.readString(Path.of("docs/examples/grafana-dashboard.json")));
        List<String> queries = new ArrayList<>(dashboard.at("/panels").findValuesAsText("expr"));
        queries.addAll(dashboard.at("/templating").findValuesAsText("definition"));
        return queries;
    }

    List<String> alertQueries() throws IOException {
        Object rules = new Yaml().load(Files.readString(Path.of("docs/examples/prometheus-alerts.yml")));
        return new ObjectMapper().valueToTree(rules).findValuesAsText("expr");
    }

    /** Names that are not exposed, and labels that none of a query's names has. */
    List<String> mistakes(List<String> queries) {
        List<String> mistakes = new ArrayList<>();
        for (String query : queries) {
            Set<String> allowed = new TreeSet<>(ADDED);
            Matcher names = NAME.matcher(query);
            while (names.find()) {
                Set<String> labels = exposed.get(names.group());
                if (labels == null) {
                    mistakes.add(names.group() + " is not exposed: " + query);
                } else {
                    allowed.addAll(labels);
                }
            }
            labels(query).stream()
                    .filter(label -> !allowed.contains(label))
                    .forEach(label -> mistakes.add(label + " is no label there: " + query));
        }
        return mistakes;
    }

    private static Set<String> labels(String query) {
        Set<String> labels = new TreeSet<>();
        Matcher by = BY.matcher(query);
        while (by.find()) {
            labels.addAll(Arrays.asList(by.group(1).split(", *")));
        }
        Matcher selector = SELECTOR.matcher(query);
        while (selector.find()) {
            Matcher matcher = MATCHER.matcher(selector.group(1));
            while (matcher.find()) {
                labels.add(matcher.group(1));
            }
        }
        return labels;
    }

    /** Metrics of ours that the page does not name, with a label that it does not name. */
    List<String> notOnThePage() throws IOException {
        String page = Files.readString(Path.of("docs/monitoring.md"));
        List<String> missing = new ArrayList<>();
        exposed.forEach((name, labels) -> {
            String base = name.replaceAll("_(bucket|count|sum|max)$", "");
            boolean ours = base.startsWith("changeover_");
            boolean named = page.lines()
                    .filter(line -> line.contains("`" + base + "`"))
                    .anyMatch(line -> labels.stream()
                            .filter(label -> !ADDED.contains(label))
                            .allMatch(label -> line.contains("`" + label + "`")));
            if (ours && !named) {
                missing.add(base + " with " + labels);
            }
        });
        return missing;
    }
}
