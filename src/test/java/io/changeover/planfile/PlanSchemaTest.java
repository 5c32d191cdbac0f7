package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The published schema, held against plans by a validator that is not ours. */
final class PlanSchemaTest {
    private final String text = PlanSchema.of(SampleConnectors.ALL);
    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text, InputFormat.JSON);

    @Test
    void theSchemaIsItselfValid() {
        JsonSchema meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(text, InputFormat.JSON)).isEmpty();
    }

    @Test
    void theSchemaAcceptsWhatTheReaderAccepts() throws Exception {
        for (String yaml : List.of(
                Files.readString(Path.of("docs/examples/shop.yaml")),
                PlanReaderTest.SMALL,
                PlanReaderTest.SHARED_HOST,
                PlanReaderTest.HOOKS,
                PlanReaderTest.CONSISTENT,
                // To this parser, which is of YAML 1.1, a plain 'on' is a flag.
                PlanReaderTest.SMALL + ReceiverMistakesTest.GOOD.replace(" on:", " \"on\":"),
                PlanReaderTest.PostgresqlPlan.with("datasets:\n  - { name: db, connector: postgresql, rpo: 5s }\n"))) {
            assertThat(new PlanReader(SampleConnectors.ALL).read(yaml).problems())
                    .isEmpty();
            assertThat(judge(yaml)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan: small|plan: Small",
                "rpo: 30s|rpo: 0s",
                "rpo: 30s|rpo: soon",
                "preferred: true|prefered: true",
                "ams: {} }|ams: {}, lon: {} }",
                "connector: systemd|connector: sysvinit",
                "unit: one|unti: one",
                "unit: one|unit: one, host: f1",
                "unit: one|unit: [one]",
                "unit: one|unit: one, check: { http: x, expect: soon }",
                "unit: one|unit: one, check: { tcp: 80, colour: blue }",
                "unit: one|unit: one, check: { http: x, tcp: 80 }",
                "unit: one|unit: one, fra2: { unit: x, colour: blue }",
                "objectives|notify: [ { name: a, webhook: http://a, secret: clear } ]\nobjectives",
                "objectives|notify: [ { name: a, webhook: http://a, secret: '${env:A}', mail: [a@b.c] } ]\nobjectives",
                "objectives|notify: [ { name: a, mail: [], from: a@b.c, smtp: b.c } ]\nobjectives",
                "objectives|notify: [ { name: a, mail: [a@b.c], from: a@b.c, smtp: b.c, tls: ssl } ]\nobjectives",
                "objectives|notify: [ { name: a, webhook: http://a, secret: '${env:A}', 'on': [stop] } ]\nobjectives",
                "address: 127.0.0.1|address: 127.0.0.1, ssh: { user: dr, password: clear }",
                "address: 127.0.0.1|address: 127.0.0.1, ssh: { user: dr, jump: [ a1 ] }",
            })
    void theSchemaRefusesWhatTheReaderRefuses(String change) {
        String[] parts = change.split("\\|");
        String yaml = PlanReaderTest.SMALL.replace(parts[0], parts[1]);

        assertThat(new PlanReader(SampleConnectors.ALL).read(yaml).valid()).isFalse();
        assertThat(judge(yaml)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at: prePromote|at: beforePromote",
                "at: prePromote|at: prePromote, colour: blue",
                "policy: warn|policy: abort",
                "connector: command|connector: sysvinit",
                "timeout: 5m|timeout: soon",
            })
    void theSchemaRefusesHooksThatTheReaderRefuses(String change) {
        String[] parts = change.split("\\|");
        String yaml = PlanReaderTest.HOOKS.replace(parts[0], parts[1]);

        assertThat(new PlanReader(SampleConnectors.ALL).read(yaml).valid()).isFalse();
        assertThat(judge(yaml)).isNotEmpty();
    }

    @Test
    void settingsAreDescribedWithTheirDefaults() throws Exception {
        JsonNode instance = new ObjectMapper().readTree(text).at("/properties/groups/items/properties/instances/items");
        JsonNode postgresql = instance.get("allOf").get(1);

        assertThat(postgresql.at("/if/properties/connector/const").asText()).isEqualTo("postgresql");
        assertThat(postgresql.at("/then/properties/port/default").asInt()).isEqualTo(5432);
        assertThat(postgresql.at("/then/properties/mode/enum")).hasSize(2);
        assertThat(postgresql
                        .at("/then/additionalProperties/properties/host/description")
                        .asText())
                .isNotBlank();
    }

    private Set<ValidationMessage> judge(String yaml) {
        Object plain = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return schema.validate(new ObjectMapper().valueToTree(plain));
    }
}
