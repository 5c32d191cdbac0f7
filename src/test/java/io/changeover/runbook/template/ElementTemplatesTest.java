package io.changeover.runbook.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.changeover.config.Connectors;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.run.FreeStep;
import io.changeover.runbook.lint.Delegate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The templates for Modeler. {@code -Dtemplates.write=true} writes the files that the first test compares. */
class ElementTemplatesTest {
    private static final Path FOLDER = Path.of("processes/.camunda/element-templates");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Descriptor> connectors = Connectors.descriptors();
    private final Map<String, String> files = ElementTemplates.files(connectors);

    @Test
    void theFilesInTheFolderAreCurrent() throws IOException {
        if (Boolean.getBoolean("templates.write")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        try (Stream<Path> found = Files.list(FOLDER)) {
            assertThat(found.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(files.keySet());
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(FOLDER.resolve(file.getKey()))
                    .as("run this test with -Dtemplates.write=true")
                    .hasContent(file.getValue());
        }
    }

    @Test
    void eachIsValidByThePublishedSchema() throws IOException {
        JsonSchema schema;
        try (InputStream published = getClass().getResourceAsStream("/element-templates/schema.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(published);
        }
        for (JsonNode template : templates()) {
            Set<ValidationMessage> wrong = schema.validate(template);
            assertThat(wrong).as(template.get("id").asText()).isEmpty();
        }
        JsonNode broken = JSON.readTree(templates().get(0).toString().replace("Hidden", "Sideways"));
        assertThat(schema.validate(broken)).as("the schema can refuse").isNotEmpty();
    }

    @Test
    void thereIsOneForEachDelegateAndEachThingThatAConnectorCanDoByItself() throws IOException {
        List<String> delegates = templates().stream()
                .map(template -> hidden(template, "camunda:delegateExpression"))
                .toList();
        assertThat(delegates)
                .containsAll(
                        Stream.of(Delegate.values()).map(Delegate::expression).toList());
        long able = connectors.stream()
                .flatMap(one -> one.operations().stream())
                .filter(FreeStep.OPERATIONS::contains)
                .count();
        assertThat(delegates)
                .filteredOn(Delegate.RUN_CONNECTOR.expression()::equals)
                .hasSize((int) able);
        assertThat(templates()).extracting(one -> one.get("id").asText()).doesNotHaveDuplicates();
        assertThat(templates()).extracting(one -> one.get("name").asText()).doesNotHaveDuplicates();
        assertThat(templates())
                .extracting(one -> one.get("name").asText())
                .contains(
                        "Run a command over SSH",
                        "Make an HTTP call",
                        "Run SQL",
                        "Wait for an HTTP answer",
                        "Switch routes: dns",
                        "Switch routes: haproxy",
                        "Bring copies close: rsync",
                        "Do by hand");
    }

    /** The words of a step are taken out of a connector's settings, so no connector may need one of them. */
    @Test
    void noSettingIsLostToAWordOfTheStep() {
        assertThat(connectors.stream()
                        .flatMap(one -> FreeStep.OPERATIONS.stream()
                                .filter(one.operations()::contains)
                                .filter(operation -> operation.kind() != Kind.ROUTE && operation.kind() != Kind.DATASET)
                                .flatMap(operation -> one.fields(operation.kind()).stream()
                                        .map(Field::name)
                                        .filter(FreeStep.WORDS::contains)
                                        .map(name -> one.name() + "." + name))))
                .containsExactly("traffic.site");
    }

    private List<JsonNode> templates() throws IOException {
        return StreamSupport.stream(
                        JSON.readTree(ElementTemplates.all(connectors)).spliterator(), false)
                .toList();
    }

    private static String hidden(JsonNode template, String name) {
        for (JsonNode property : template.get("properties")) {
            if (property.at("/binding/name").asText().equals(name)) {
                return property.path("value").asText();
            }
        }
        return "none";
    }
}
