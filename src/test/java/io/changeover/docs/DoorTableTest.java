package io.changeover.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.cli.ChangeoverCli;
import io.changeover.cli.Surroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import picocli.CommandLine;

/** The table of {@code docs/doors.md}: every operation at every door, and no door with one that the others lack. */
class DoorTableTest {
    private static final String API = "/api/v1";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<Served> served = served();
    private final Set<String> verbs = verbs();
    private final Table table = Table.of(Pages.Page.of("docs/doors.md").text());

    /** What a controller answers. */
    private record Served(String method, PathPattern path) {
        @Override
        public String toString() {
            return method + " " + path.getPatternString();
        }
    }

    /** What a row says of one operation, and what stands at one door only. */
    private record Row(String what, List<String> dashboard, List<String> commands, List<String> api) {}

    private record Table(List<Row> rows, Set<String> alone) {
        static Table of(String text) {
            List<Row> rows = new ArrayList<>();
            Set<String> alone = new TreeSet<>();
            String chapter = "";
            for (String line : text.split("\n")) {
                chapter = line.startsWith("## ") ? line : chapter;
                List<String> cells = Arrays.stream(line.split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .skip(1)
                        .toList();
                if (!line.startsWith("|")
                        || cells.get(0).equals("what")
                        || cells.get(0).startsWith("---")) {
                    continue;
                }
                if (chapter.startsWith("## To ")) {
                    rows.add(new Row(cells.get(0), codes(cells.get(1)), codes(cells.get(2)), codes(cells.get(3))));
                } else if (chapter.startsWith("## At one door")) {
                    codes(cells.get(0)).forEach(alone::add);
                }
            }
            return new Table(rows, alone);
        }

        private static List<String> codes(String cell) {
            List<String> codes = new ArrayList<>();
            Matcher matcher = CODE.matcher(cell);
            while (matcher.find()) {
                codes.add(matcher.group(1));
            }
            return codes;
        }

        Set<String> commands() {
            return all(Row::commands);
        }

        Set<String> api() {
            return all(Row::api);
        }

        Set<String> dashboard() {
            return all(Row::dashboard);
        }

        private Set<String> all(Function<Row, List<String>> cell) {
            Set<String> all = new TreeSet<>(alone);
            rows.forEach(row -> all.addAll(cell.apply(row)));
            return all;
        }
    }

    @Test
    void everyOperationIsAtEveryDoor() {
        assertThat(table.rows()).hasSizeGreaterThan(25);
        assertThat(table.rows()).allSatisfy(row -> {
            assertThat(row.dashboard())
                    .as("dashboard: " + row.what())
                    .isNotEmpty()
                    .allMatch(this::isPage);
            assertThat(row.commands())
                    .as("command line: " + row.what())
                    .isNotEmpty()
                    .allMatch(verbs::contains);
            assertThat(row.api()).as("API: " + row.what()).isNotEmpty().allMatch(this::isCall);
        });
    }

    @Test
    void noDoorHasAnOperationThatTheTableLacks() {
        Set<String> named = named();
        Set<String> calls =
                missing(served.stream().map(Served::toString).filter(one -> one.contains(" " + API)), named);
        Set<String> forms = missing(
                served.stream().map(Served::toString).filter(one -> one.startsWith("POST ") && !one.contains(API)),
                named);
        Set<String> commands = missing(verbs.stream(), table.commands());

        assertThat(calls).as("calls of the API without a row in docs/doors.md").isEmpty();
        assertThat(forms)
                .as("forms of the dashboard without a row in docs/doors.md")
                .isEmpty();
        assertThat(commands).as("commands without a row in docs/doors.md").isEmpty();
    }

    @Test
    void whatIsNowhereIsFound() {
        assertThat(isPage("/plans/{plan}/nowhere")).isFalse();
        assertThat(isCall("DELETE /plans/{plan}")).isFalse();
        assertThat(isCall("GET /plans/{anything}")).isTrue();
        assertThat(answering("POST /api/v1/plans/check")).hasToString("Optional[POST /api/v1/plans/check]");
        assertThat(missing(Stream.of("POST /runs", "POST /nowhere"), table.api()))
                .containsExactly("POST /nowhere");
        assertThat(verbs).contains("plan list", "run start").doesNotContain("plan", "names");
    }

    /** What the table names, as the controllers write it. */
    private Set<String> named() {
        Set<String> named = new TreeSet<>();
        Stream.concat(
                        table.api().stream().map(DoorTableTest::call),
                        table.dashboard().stream().map(DoorTableTest::page))
                .forEach(one -> answering(one).map(Served::toString).ifPresent(named::add));
        return named;
    }

    private boolean isPage(String path) {
        return answering(page(path)).isPresent();
    }

    private boolean isCall(String call) {
        return answering(call(call)).isPresent();
    }

    private static String page(String path) {
        return path.contains(" ") ? path : "GET " + path;
    }

    private static String call(String call) {
        return call.replaceFirst(" ", " " + API);
    }

    /** Who would be asked: of those whose path fits, the one that says most. */
    private Optional<Served> answering(String request) {
        String[] parts = request.split(" ", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        PathContainer path = PathContainer.parsePath(parts[1].replaceAll("\\{[^}]*}", "some"));
        return served.stream()
                .filter(one -> one.method().equals(parts[0]) && one.path().matches(path))
                .min(Comparator.comparing(Served::path));
    }

    private static Set<String> missing(Stream<String> there, Set<String> named) {
        Set<String> missing = new TreeSet<>(there.toList());
        missing.removeAll(named);
        return missing;
    }

    private static Set<String> verbs() {
        Set<String> verbs = new TreeSet<>();
        collect(ChangeoverCli.commandLine(Surroundings.ofProcess(Optional.empty(), Optional.empty())), "", verbs);
        return verbs;
    }

    private static void collect(CommandLine at, String path, Set<String> verbs) {
        if (at.getCommandSpec().usageMessage().hidden()) {
            return;
        }
        if (at.getSubcommands().isEmpty()) {
            verbs.add(path.strip());
        }
        at.getSubcommands().forEach((name, command) -> collect(command, path + " " + name, verbs));
    }

    /** What the controllers of the program answer. */
    private static List<Served> served() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return scan.findCandidateComponents("io.changeover").stream()
                .filter(one -> !String.valueOf(one.getResourceDescription()).contains("test-classes"))
                .flatMap(one -> served(String.valueOf(one.getBeanClassName())).stream())
                .toList();
    }

    private static List<Served> served(String className) {
        try {
            Class<?> type = Class.forName(className);
            String root = paths(MergedAnnotations.from(type).get(RequestMapping.class))
                    .findFirst()
                    .orElse("");
            List<Served> found = new ArrayList<>();
            for (var method : type.getDeclaredMethods()) {
                MergedAnnotation<RequestMapping> mapping =
                        MergedAnnotations.from(method).get(RequestMapping.class);
                if (mapping.isPresent()) {
                    List<String> paths = paths(mapping).toList();
                    for (RequestMethod verb : mapping.getEnumArray("method", RequestMethod.class)) {
                        (paths.isEmpty() ? List.of("") : paths)
                                .forEach(path -> found.add(new Served(verb.name(), parsed(root + path))));
                    }
                }
            }
            return found;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PathPattern parsed(String path) {
        return PathPatternParser.defaultInstance.parse(path);
    }

    private static Stream<String> paths(MergedAnnotation<RequestMapping> mapping) {
        return mapping.isPresent() ? Arrays.stream(mapping.getStringArray("path")) : Stream.empty();
    }
}
