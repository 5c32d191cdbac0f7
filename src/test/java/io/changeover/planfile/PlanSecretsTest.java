package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Secrets are not written into plans, and what was written is not repeated. */
final class PlanSecretsTest {
    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    @Test
    void aSecretInClearIsRefusedAndNotRepeated() {
        String plan = PlanReaderTest.PostgresqlPlan.with("").replace("\"${env:P}\"", "\"hunter2 ${env:P}\"");

        assertThat(problems(plan))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("a secret is not written into a plan: a reference is wanted")
                        .doesNotContain("hunter2"));
        assertThat(messages(plan.replace("\"hunter2 ${env:P}\"", "!hunter2 x")))
                .noneMatch(message -> message.contains("hunter2"));
        assertThat(messages(plan.replace("\"hunter2 ${env:P}\"", "*hunter2")))
                .noneMatch(message -> message.contains("hunter2"));
    }

    @Test
    void aPrivateKeyInTheFileIsRefused() {
        String plan = PlanReaderTest.SMALL.replace(
                "address: 127.0.0.1",
                "address: 127.0.0.1, ssh: { user: dr, key: \"-----BEGIN OPENSSH PRIVATE KEY-----\" }");

        assertThat(messages(plan)).singleElement().asString().startsWith("a key is not written into a plan");
    }

    private List<String> messages(String yaml) {
        return problems(yaml).stream().map(Problem::message).toList();
    }

    private List<Problem> problems(String yaml) {
        PlanReading reading = reader.read(yaml);
        assertThat(reading.valid()).isFalse();
        return reading.problems();
    }
}
