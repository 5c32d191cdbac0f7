package io.changeover.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.testing.Heard;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class PrintedTest {
    private static final Command COMMAND = Command.script("long", Duration.ofSeconds(20));
    private static final String END = "the end";
    private static final String ERROR = "to standard error: ";

    private final Secrets secrets = new Secrets(Map.of("PASSWORD", "swordfish", "LONGER", "swordfish-and-more"));
    private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();

    @Test
    void whatACommandWritesIsShownWhileItRunsAndKeptOnlyByItsConnector() throws Exception {
        secrets.resolve("${env:PASSWORD}");
        Printed printed = new Printed(secrets);
        printed.keep("before\n");

        CompletableFuture<CommandResult> command = CompletableFuture.supplyAsync(() -> run(printed));
        pieces.add("copied a\nwith sword");
        shows(printed, "before\ncopied a\nwith ");
        pieces.add("fish\n 10 %\r 20 %");
        shows(printed, "before\ncopied a\nwith •••\n 20 %");
        pieces.add("\r 30 %\r\n\nchangeover-0f3b6c1e-1111-2222-3333-444455556666 1 0\n\u001B[32mdone\u001B[0m\n");
        shows(printed, "before\ncopied a\nwith •••\n 30 %\n\ndone\n");
        pieces.add(END);
        assertThat(command.get().exitCode()).isZero();

        assertThat(printed.now()).isEqualTo("before\n");
        printed.keep("after\n");
        assertThat(printed.kept()).isEqualTo("before\nafter\n");
    }

    @Test
    void aSecretIsCoveredWhereTheOtherStreamComesInBetween() throws Exception {
        secrets.resolve("${env:PASSWORD}");
        Printed printed = new Printed(secrets);

        CompletableFuture<CommandResult> command = CompletableFuture.supplyAsync(() -> run(printed));
        pieces.add("with sword");
        pieces.add(ERROR + "careful\n");
        pieces.add("fish\n");
        shows(printed, "with •••\ncareful\n");
        pieces.add(END);
        assertThat(command.get().exitCode()).isZero();
    }

    @Test
    void aCommandWithAListenerOfItsOwnIsShownToNobody() throws Exception {
        Printed printed = new Printed(secrets);
        Heard own = new Heard();
        pieces.add("a row");
        pieces.add(END);

        printed.listening(new Scripted()).run(COMMAND, own);

        assertThat(own.output()).isEqualTo("a row");
        assertThat(printed.now()).isEmpty();
    }

    @Test
    void aSecretIsCoveredWhereverItIsCut() {
        secrets.resolve("${env:PASSWORD} ${env:LONGER}");
        String line = "is swordfish-and-more, was swordfish.\n";
        for (int cut = 0; cut <= line.length(); cut++) {
            Transcript text = new Transcript(secrets, 1_000);
            text.add(line.substring(0, cut));
            assertThat(text.soFar()).as("cut after %d", cut).doesNotContain("sw", "ish", "-and");
            text.add(line.substring(cut));
            assertThat(text.soFar()).isEqualTo("is •••, was •••.\n").isEqualTo(text.whole());
        }
    }

    @Test
    void aSecretIsCoveredWhereTheBeginningIsThrownAway() {
        secrets.resolve("${env:PASSWORD} ${env:LONGER}");
        for (int limit = 50; limit < 80; limit++) {
            Transcript text = new Transcript(secrets, limit);
            for (char one : "1 swordfish 2 swordfish-and-more 3 ".repeat(20).toCharArray()) {
                text.add(String.valueOf(one));
                assertThat(text.soFar()).hasSizeLessThanOrEqualTo(limit).doesNotContainPattern("[a-rt-z-]");
            }
            assertThat(text.whole()).endsWith("1 ••• 2 ••• 3 ");
        }
    }

    @Test
    void secretsThatOverlapAreCoveredTogether() {
        Secrets two = new Secrets(Map.of("ONE", "abcdef", "TWO", "defghi"));
        two.resolve("${env:ONE} ${env:TWO}");

        assertThat(two.mask("<abcdefghi> <defghi>")).isEqualTo("<•••> <•••>");
    }

    private static void shows(Printed printed, String text) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(printed.now()).isEqualTo(text));
    }

    private CommandResult run(Printed printed) {
        try {
            return printed.listening(new Scripted()).run(COMMAND);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes piece by piece, as the test hands them out. */
    private final class Scripted implements Shell {
        @Override
        public CommandResult run(Command command) {
            throw new IllegalStateException("nobody listens");
        }

        @Override
        public CommandResult run(Command command, Listener listener) throws InterruptedException {
            for (String piece = pieces.take(); !piece.equals(END); piece = pieces.take()) {
                if (piece.startsWith(ERROR)) {
                    listener.error(piece.substring(ERROR.length()));
                } else {
                    listener.output(piece);
                }
            }
            return new CommandResult(0, "", "", false);
        }
    }
}
