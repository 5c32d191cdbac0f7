package io.changeover.domain.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeStepTest {
    private static final Descriptor WEB = new Descriptor(
            "web",
            "A test.",
            Set.of(Operation.CALL, Operation.CHECK),
            Map.of(
                    Kind.HOOK,
                    List.of(
                            Field.required("url", Type.TEXT, "Where to."),
                            Field.optional("method", Type.TEXT, "How.").oneOf("POST", "PUT"),
                            Field.optional("expect", Type.INTEGER, "Status."),
                            Field.optional("port", Type.PORT, "Port."),
                            Field.optional("sure", Type.FLAG, "Sure."),
                            Field.optional("timeout", Type.DURATION, "Time."),
                            Field.optional("token", Type.SECRET, "Secret."),
                            Field.optional("words", Type.TEXTS, "Words."),
                            Field.optional("headers", Type.MAP, "Headers.")),
                    Kind.CHECK,
                    List.of(Field.required("ask", Type.TEXT, "Question."))));
    private static final Descriptor TCP =
            new Descriptor("tcp", "A test.", Set.of(Operation.CHECK), Map.of(Kind.CHECK, List.of()));

    private final FreeStepRules rules = new FreeStepRules(List.of(WEB, TCP));

    @Test
    void settingsAreReadAsAPlanWouldHoldThem() {
        FreeStep step = step(Map.of(
                "url", " https://${host}/x ",
                "token", "${env:TOKEN}",
                "words", "a, b",
                "headers", "Accept: text/plain | X-A=1\nX-B: b, c; d",
                "method", "  ",
                "site", "source",
                "hosts", "fra-1"));

        assertThat(step.settings(Optional.of(WEB)))
                .isEqualTo(Map.of(
                        "url",
                        "https://${host}/x",
                        "token",
                        "${env:TOKEN}",
                        "words",
                        List.of("a", "b"),
                        "headers",
                        Map.of("Accept", "text/plain", "X-A", "1", "X-B", "b, c; d")));
        assertThat(rules.mistakes(step)).isEmpty();
    }

    @Test
    void namesStandBetweenCommasOrBlanksEachOnce() {
        assertThat(step(Map.of("hosts", "a, b\nc b")).names(FreeStep.HOSTS)).containsExactly("a", "b", "c");
        assertThat(step(Map.of("hosts", " ")).aimed()).isFalse();
        assertThat(step(Map.of("groups", "app")).aimed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operation|promote|the property operation must be one of [call, check, switch, prepare, sync], found 'promote'",
                "site|fra|the property site must be source or target, found 'fra'",
                "within|soon|the property within must be a time such as 30s or 5m, found 'soon'",
                "hosts|a ${group}|the property hosts must be names of the plan, as they stand and with commas between them, found '${group}'",
                "times|3|a step with the operation call has no property times",
                "connector|mail|the connector of a call is one of [web], found 'mail'",
                "connector|tcp|the connector of a call is one of [web], found 'tcp'",
                "method|GET|the setting method must be one of [POST, PUT], found 'GET'",
                "expect|many|the setting expect must be a whole number, found 'many'",
                "port|70000|the setting port must be a port, 1 to 65535, found '70000'",
                "sure|yes|the setting sure must be true or false, found 'yes'",
                "timeout|5|the setting timeout must be a time such as 500ms, 30s or 5m, found '5'",
                "headers|nonsense|the setting headers must be 'name: value' between bars, found 'nonsense'",
                "url|${choice}/x|the setting url may hold the references ${env:NAME}, ${file:PATH}, ${host}, ${site}, ${name} and ${plan}, found '${choice}'",
                "url|${env:A|the setting url may hold the references ${env:NAME}, ${file:PATH}, ${host}, ${site}, ${name} and ${plan}, found '${env:A'",
                "url|''|the setting url is missing: Where to.",
            })
    void eachMistakeIsNamed(String name, String value, String sentence) {
        assertThat(rules.mistakes(step(Map.of(name, value)))).containsExactly(sentence);
    }

    @Test
    void aSecretInClearIsRefusedAndNotRepeated() {
        assertThat(rules.mistakes(step(Map.of("token", "hunter2-in-clear"))))
                .containsExactly("the setting token must be a reference such as ${env:NAME} or ${file:/path},"
                        + " found 'a value in clear'");
    }

    @Test
    void settingsOfAnotherOperationAreNamed() {
        FreeStep check = new FreeStep(Map.of("connector", "web", "operation", "check", "ask", "x", "url", "y"));

        assertThat(rules.mistakes(check))
                .containsExactly("a check of the connector web has the settings [ask], found 'url'");
    }

    @Test
    void withoutConnectorsOnlyTheStepsOwnWordsAreJudged() {
        FreeStepRules offline = new FreeStepRules(List.of());

        assertThat(offline.mistakes(new FreeStep(Map.of("connector", "mail", "to", "x"))))
                .isEmpty();
        assertThat(offline.mistakes(new FreeStep(Map.of("site", "x"))))
                .containsExactly(
                        "the property site must be source or target, found 'x'", "the property connector is missing");
    }

    private static FreeStep step(Map<String, String> more) {
        Map<String, String> drawn = new HashMap<>(Map.of("connector", "web", "url", "http://a/"));
        drawn.putAll(more);
        return new FreeStep(drawn);
    }
}
