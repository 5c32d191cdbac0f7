package io.changeover.connector.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandResultTest {
    @Test
    void aSummaryIsTheEndOfWhatWasSaid() {
        assertThat(new CommandResult(1, "out\n", "err\n", false).summary()).isEqualTo("err\n\nout");
    }

    @Test
    void aLineIsNotCutInTwoAsHalfASecretWouldNotBeMasked() {
        for (int length = 380; length < 420; length++) {
            String text = "the key is swordfish\n" + "x".repeat(length);
            assertThat(CommandResult.end("earlier\n" + text, 400))
                    .endsWith("xx")
                    .satisfiesAnyOf(
                            end -> assertThat(end).contains("the key is swordfish"),
                            end -> assertThat(end).doesNotContain("fish"));
        }
    }

    @Test
    void aLineThatIsLongerIsKeptWholeUnlessItIsVeryLong() {
        assertThat(CommandResult.end("first\n" + "y".repeat(1_000), 400)).isEqualTo("y".repeat(1_000));
        assertThat(CommandResult.end("first\n" + "y".repeat(100_000), 400)).isEqualTo("y".repeat(400));
    }
}
