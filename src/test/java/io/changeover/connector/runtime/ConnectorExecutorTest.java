package io.changeover.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.port.OperationExecutor.CutShortException;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorExecutorTest {
    private final ScriptedConnector connector = new ScriptedConnector();
    private final Bench bench = new Bench(connector, Map.of("PASSWORD", "swordfish", "SHORT", "ab"));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTransientFailureIsTriedAgainUntilItPasses() throws Exception {
        connector
                .thenTransient("not yet")
                .thenTransient("not yet")
                .then((request, context) -> Result.changed("stopped"));

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofSeconds(20));

        assertThat(ended.state()).isEqualTo(OperationState.DONE);
        assertThat(ended.attempts()).isEqualTo(3);
        assertThat(ended.output()).contains("attempt 1: not yet", "attempt 2: not yet");
    }

    @Test
    void atTheEndOfItsTimeItFailsWithWhatItFoundLast() throws Exception {
        connector.thenTransient("wanted stopped, found running");

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofMillis(900));

        assertThat(ended.state()).isEqualTo(OperationState.FAILED);
        assertThat(ended.verdict()).contains(Verdict.TRANSIENT);
        assertThat(ended.errorCode()).contains("NOT_YET");
        assertThat(ended.message().orElseThrow()).contains("wanted stopped, found running");
        assertThat(ended.attempts()).as("with a growing pause").isBetween(2, 4);
    }

    @Test
    void aPermanentFailureIsNotTriedAgain() throws Exception {
        connector.then((request, context) -> {
            throw ConnectorException.permanent("UNIT_UNKNOWN", "there is no unit shop");
        });

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofSeconds(20));

        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(ended.verdict()).contains(Verdict.PERMANENT);
    }

    @Test
    void anUnknownEffectIsReadAgainAndCountsAsAChange() throws Exception {
        connector
                .then((request, context) -> {
                    throw ConnectorException.unknown("CONNECTION_LOST", "the answer was lost");
                })
                .then((request, context) -> Result.unchanged("is stopped already"));

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofSeconds(20));

        assertThat(ended.outcome()).contains(Outcome.CHANGED);
        assertThat(ended.message().orElseThrow()).contains("is stopped already", "earlier attempt");
    }

    @Test
    void whatADeadWorkerBeganCountsAsAnAttempt() throws Exception {
        connector.then((request, context) -> Result.unchanged("is stopped already"));

        OperationRecord ended = bench.run(Operation.STOP, OperationState.RUNNING, Duration.ofSeconds(20));

        assertThat(ended.attempts()).isEqualTo(2);
        assertThat(ended.outcome()).contains(Outcome.CHANGED);
    }

    @Test
    void nothingToDoAtTheFirstAttemptIsUnchanged() throws Exception {
        connector.then((request, context) -> Result.unchanged("is stopped already"));

        assertThat(bench.run(Operation.STOP, Duration.ofSeconds(20)).outcome()).contains(Outcome.UNCHANGED);
    }

    @Test
    void silenceUntilTheTimeIsOverIsUnknown() throws Exception {
        connector.then((request, context) -> {
            new CountDownLatch(1).await();
            return Result.changed("never");
        });

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofMillis(300));

        assertThat(ended.errorCode()).contains("OPERATION_TIMEOUT");
        assertThat(ended.verdict()).contains(Verdict.UNKNOWN);
        assertThat(ended.message().orElseThrow()).contains("shop at fra", "is not known");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anAttemptThatIsCutOffTellsWhatTheOneBeforeHasFound() throws Exception {
        connector.thenTransient("wanted 200, found 500").then((request, context) -> {
            new CountDownLatch(1).await();
            return Result.changed("never");
        });

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofMillis(900));

        assertThat(ended.errorCode()).contains("OPERATION_TIMEOUT");
        assertThat(ended.message().orElseThrow()).contains("no end within", "wanted 200, found 500");
    }

    @Test
    void anInterruptionThatADriverPassesOnAsItsOwnFailureIsAnEndOfTheTime() throws Exception {
        connector.then((request, context) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ConnectorException.permanent("PG_SQL", "wanted an answer, found: interrupted while connecting");
            }
            return Result.changed("never");
        });

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofMillis(300));

        assertThat(ended.errorCode()).contains("OPERATION_TIMEOUT");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatIsToldMeanwhileIsMaskedAndMoreThanOnceASecondIsNotHeard() throws Exception {
        connector.then((request, context) -> {
            context.progress("1 of 3, as " + request.settings().text("password"));
            context.progress("2 of 3");
            return Result.changed("done");
        });

        bench.run(Operation.STOP, Duration.ofSeconds(20));

        assertThat(bench.told).containsExactly("step-1: 1 of 3, as " + Secrets.MASK);
    }

    @Test
    void whatWasReadUntilAnInterruptIsNotLost() {
        connector.then((request, context) -> {
            context.read("state", "stopping");
            Thread.currentThread().interrupt();
            context.pause(Duration.ofSeconds(5));
            return Result.changed("never");
        });

        assertThatThrownBy(() -> bench.run(Operation.STOP, Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(CutShortException.class, cut -> {
                    assertThat(cut.soFar().verdict()).contains(Verdict.UNKNOWN);
                    assertThat(cut.soFar().errorCode()).contains("OPERATION_CANCELLED");
                    assertThat(cut.soFar().readings())
                            .extracting(Reading::value)
                            .containsExactly("stopping");
                });
    }

    @Test
    void anInterruptFromOutsideIsNoTimeOut() {
        connector.then((request, context) -> {
            Thread.currentThread().interrupt();
            context.pause(Duration.ofSeconds(5));
            return Result.changed("never");
        });

        assertThatThrownBy(() -> bench.run(Operation.STOP, Duration.ofSeconds(20)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aBrokenConnectorIsUnknownAndNamesWhatItThrew() throws Exception {
        connector.then((request, context) -> {
            throw new IllegalStateException(
                    "no state for swordfish " + request.settings().text("password"));
        });

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofMillis(300));

        assertThat(ended.errorCode()).contains("CONNECTOR_BROKEN");
        assertThat(ended.message().orElseThrow()).contains("no state for").doesNotContain("swordfish");
    }

    @Test
    void aCheckMustBeGoodSoOftenInARow() throws Exception {
        connector
                .then((request, context) -> Result.unchanged("good"))
                .thenTransient("bad")
                .then((request, context) -> Result.unchanged("good"));

        OperationRecord ended = bench.run(Operation.CHECK, Duration.ofSeconds(20));

        assertThat(ended.state()).isEqualTo(OperationState.DONE);
        assertThat(ended.attempts()).as("1 good, 1 bad, 3 good").isEqualTo(5);
    }

    @Test
    void aCheckKnowsTheSamePlaceAtTheOtherSite() throws Exception {
        connector.then((request, context) -> Result.unchanged("good"));

        bench.run(Operation.CHECK, Duration.ofSeconds(20));

        Request asked = connector.requests.get(0);
        assertThat(asked.target().site()).isEqualTo("fra");
        assertThat(asked.requiredPeer().site()).isEqualTo("ams");
        assertThat(asked.settings().text("question")).isEqualTo("fra");
        assertThat(asked.requiredPeer().settings().text("question")).isEqualTo("ams");
    }

    @Test
    void secretsAreMaskedInAllThatIsKept() throws Exception {
        Path file = folder.resolve("secret");
        Files.writeString(file, "open-sesame\n");
        connector.then((request, context) -> {
            String password = request.settings().text("password");
            String key = bench.secrets().resolve("${file:" + file + "}");
            assertThat(password).isEqualTo("swordfish");
            assertThat(key).isEqualTo("open-sesame");
            context.read("login", "as " + password);
            context.output("x".repeat(40_000) + password + "y".repeat(31_995) + key);
            return Result.changed("used " + password).with("key", key);
        });

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofSeconds(20));

        String all = ended.message() + " " + ended.readings() + " " + ended.outputs() + " " + ended.output();
        assertThat(all).doesNotContain("swordfish", "open-sesame", "dfish").contains(Secrets.MASK);
    }

    @Test
    void aMissingSecretNamesItsReferenceAndIsNotTriedAgain() throws Exception {
        connector.then((request, context) -> Result.changed(request.settings().text("missing")));

        OperationRecord ended = bench.run(Operation.STOP, Duration.ofSeconds(20));

        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(ended.errorCode()).contains("SETTING_UNUSABLE");
        assertThat(ended.message().orElseThrow()).contains("${env:NOWHERE}", "is not set");
    }

    @Test
    void aConnectorThatIsGoneIsAFailureThatNamesIt() throws Exception {
        OperationRecord ended = bench.without().run(Operation.STOP, Duration.ofSeconds(20));

        assertThat(ended.errorCode()).contains("CONNECTOR_MISSING");
        assertThat(ended.message().orElseThrow()).contains("'scripted'");
    }

    @Test
    void aDryRunAsksForNothingThatComesAfterTheMove() throws Exception {
        connector.then((request, context) -> Result.wouldChange("would stop"));

        assertThat(bench.dry().run(Operation.STOP, Duration.ofSeconds(20)).outcome())
                .contains(Outcome.WOULD_CHANGE);
        assertThat(bench.dry().run(Operation.CHECK, Duration.ofSeconds(20)).outcome())
                .contains(Outcome.UNCHANGED);
        assertThat(connector.requests).hasSize(1).allMatch(request -> request.dryRun());
    }

    @Test
    void theEnvironmentTellsPlanRunSitesAndEpoch() throws Exception {
        connector.then((request, context) -> Result.changed("done"));

        bench.run(Operation.STOP, Duration.ofSeconds(20));

        assertThat(connector.requests.get(0).environment())
                .containsEntry("CHANGEOVER_PLAN", "bench")
                .containsEntry("CHANGEOVER_RUN", "bench-1")
                .containsEntry("CHANGEOVER_EPOCH", "7")
                .containsEntry("CHANGEOVER_SITE", "fra")
                .containsEntry("CHANGEOVER_SOURCE", "fra")
                .containsEntry("CHANGEOVER_TARGET", "ams");
    }
}
