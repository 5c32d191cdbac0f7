package io.changeover.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.config.Connectors;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.planfile.PlanReader;
import io.changeover.planfile.PlanSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say that a program can check. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    private final List<Pages.Page> pages = Pages.all();

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Pages.Page page : pages) {
            Matcher matcher = LINK.matcher(page.prose());
            while (matcher.find()) {
                String link = matcher.group(1);
                if (!link.matches("[a-z]+:.*") && !resolves(page, link)) {
                    dead.add(page.path() + " → " + link);
                }
            }
        }

        assertThat(pages).hasSizeGreaterThan(15);
        assertThat(dead).isEmpty();
    }

    @Test
    void everyPlanIsValid() {
        PlanReader reader = new PlanReader(Connectors.descriptors());
        List<Pages.Block> plans = pages.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("yaml"))
                .filter(block ->
                        Pattern.compile("(?m)^plan:").matcher(block.text()).find())
                .toList();

        assertThat(plans).isNotEmpty();
        assertThat(plans)
                .allSatisfy(plan -> assertThat(reader.read(plan.text()).problems())
                        .as(plan.place())
                        .isEmpty());
    }

    @Test
    void everyExampleFileIsValid() throws Exception {
        PlanReader reader = new PlanReader(Connectors.descriptors());
        List<Path> files;
        try (Stream<Path> found = Files.list(Pages.ROOT.resolve("docs/examples"))) {
            files = found.filter(file -> file.toString().endsWith(".yaml")).toList();
        }

        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(reader.read(Files.readString(file)).problems())
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void everyCommandCanBeTypedAsItStands() {
        List<String> lines = pages.stream()
                .flatMap(page -> CommandLines.inBlocks(page).stream())
                .toList();

        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(lines.stream().flatMap(line -> CommandLines.mistake(line).stream()))
                .isEmpty();
    }

    @Test
    void everyCommandNamedInTheTextExists() {
        List<String> lines = pages.stream()
                .flatMap(page -> CommandLines.inProse(page).stream())
                .toList();

        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(lines.stream().flatMap(line -> CommandLines.mistakeInVerbs(line).stream()))
                .isEmpty();
    }

    @Test
    void aCommandThatDoesNotExistIsFound() {
        assertThat(CommandLines.mistake("run start switchover --plan shop --reason x"))
                .isPresent();
        assertThat(CommandLines.mistakeInVerbs("plan frobnicate FILE")).isPresent();
        assertThat(CommandLines.mistakeInVerbs("demo --keep")).isPresent();
    }

    @Test
    void thePageOfPlansNamesEveryKey() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(PlanSchema.of(Connectors.descriptors()));
        Set<String> settings = new TreeSet<>();
        Connectors.descriptors()
                .forEach(one -> one.fields().values().forEach(fields -> fields.forEach(f -> settings.add(f.name()))));
        Set<String> keys = new TreeSet<>();
        collect(schema, keys);
        Set<String> named = named(Pages.Page.of("docs/plan.md").prose());

        assertThat(keys).contains("objectives", "notRequester", "knownHosts", "perHost", "within");
        keys.removeAll(settings);
        keys.removeAll(named);
        assertThat(keys).as("keys that docs/plan.md does not name").isEmpty();
    }

    @Test
    void theCatalogueNamesEverySettingOfEveryConnector() {
        String catalogue = Pages.Page.of("connectors/README.md").prose();

        for (Descriptor connector : Connectors.descriptors()) {
            int begin = catalogue.indexOf("### `" + connector.name() + "`");
            assertThat(begin).as("a chapter on " + connector.name()).isNotNegative();
            int end = catalogue.indexOf("\n##", begin + 1);
            Set<String> named = named(catalogue.substring(begin, end));
            Set<String> settings = new TreeSet<>();
            connector.fields().values().forEach(fields -> fields.forEach(field -> settings.add(field.name())));
            assertThat(named).as(connector.name()).containsAll(settings);
            assertThat(boldIn(catalogue.substring(begin, end)))
                    .as(connector.name())
                    .containsAll(required(connector));
        }
    }

    private static Set<String> required(Descriptor connector) {
        Set<String> required = new TreeSet<>();
        connector
                .fields()
                .values()
                .forEach(
                        fields -> fields.stream().filter(Field::required).forEach(field -> required.add(field.name())));
        return required;
    }

    private static Set<String> named(String text) {
        Set<String> named = new TreeSet<>();
        Matcher matcher = CODE.matcher(text);
        while (matcher.find()) {
            named.addAll(List.of(matcher.group(1).split("[:{},\\[\\] ]+")));
        }
        return named;
    }

    private static Set<String> boldIn(String text) {
        Set<String> bold = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\*\\*`([^`]+)`\\*\\*").matcher(text);
        while (matcher.find()) {
            bold.add(matcher.group(1));
        }
        return bold;
    }

    /** The keys that a plan may have, at any depth. */
    private static void collect(JsonNode node, Set<String> keys) {
        if (node.path("properties").isObject()) {
            node.path("properties").fieldNames().forEachRemaining(keys::add);
        }
        node.forEach(child -> collect(child, keys));
    }

    private boolean resolves(Pages.Page page, String link) {
        String[] parts = link.split("#", 2);
        Path folder = Pages.ROOT.resolve(page.path()).getParent();
        Path target = parts[0].isEmpty()
                ? Pages.ROOT.resolve(page.path())
                : folder.resolve(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        if (parts.length == 1) {
            return true;
        }
        Path relative = Pages.ROOT.relativize(target);
        return pages.stream()
                .filter(other -> other.path().equals(relative))
                .anyMatch(other -> other.anchors().contains(parts[1]));
    }
}
