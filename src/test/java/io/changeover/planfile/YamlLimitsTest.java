package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused before it is looked at as a plan. */
final class YamlLimitsTest {
    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    @Test
    void brokenYamlIsOneProblemWithItsLine() {
        assertThat(problems("plan: a\nsites: { fra: {\ngroups: ]\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(3));
    }

    @Test
    void aReferenceWithoutQuotesInAFlowMapIsExplained() {
        assertThat(problems("plan: a\nhosts: { f1: { ssh: { user: dr, key: ${file:/etc/key} } } }\n"))
                .anySatisfy(problem -> assertThat(problem.message()).contains("in quotes"));
    }

    @Test
    void anEmptyFileIsNoPlan() {
        assertThat(problems("# nothing\n"))
                .extracting(Problem::message)
                .containsExactly("the file is empty; a plan begins with 'plan: NAME'");
        assertThat(problems("- a\n"))
                .extracting(Problem::message)
                .containsExactly("a plan is a map that begins with 'plan: NAME', found a list");
    }

    @Test
    void twoDocumentsAreRefused() {
        assertThat(problems("plan: a\n---\nplan: b\n")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("a file holds one plan; found a second document ('---')");
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @Test
    void tagsConstructNothing() {
        assertThat(problems("plan: !!javax.script.ScriptEngineManager [ http://127.0.0.1/ ]\n"))
                .anySatisfy(problem ->
                        assertThat(problem.message()).isEqualTo("YAML tags ('!…') are not allowed in a plan"));
    }

    @Test
    void anAliasBombIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a" + (i - 1))
                    .append("]\n");
        }

        assertThat(problems(bomb.toString()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("too large or too deep once its aliases are followed"));
    }

    @Test
    void aPartThatContainsItselfIsRefused() {
        assertThat(problems("plan: &a [ *a ]\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("too large or too deep"));
        assertThat(problems("&a ? *a\n: x\n")).isNotEmpty();
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problems("plan: " + "[".repeat(5_000) + "]".repeat(5_000))).hasSize(1);
    }

    @Test
    void aFileOfMoreThanOneMebibyteIsRefused() {
        assertThat(problems("#" + "x".repeat(1 << 20)))
                .extracting(Problem::message)
                .containsExactly("a plan file has at most 1048576 bytes, this one has 1048577");
    }

    @Test
    void aCharacterThatYamlForbidsIsNamed() {
        assertThat(problems("plan: a\nsites: \u0007\n")).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).contains("U+0007");
        });
    }

    @Test
    void aListAsKeyIsRefusedAndTheRestIsRead() {
        assertThat(problems("? [a]\n: b\nplan: X\n"))
                .extracting(Problem::message)
                .anyMatch(message -> message.startsWith("a key is a text"))
                .anyMatch(message -> message.contains("found 'X'"));
    }

    private List<Problem> problems(String yaml) {
        PlanReading reading = reader.read(yaml);
        assertThat(reading.valid()).isFalse();
        return reading.problems();
    }
}
