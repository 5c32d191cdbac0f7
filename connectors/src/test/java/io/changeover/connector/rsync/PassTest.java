package io.changeover.connector.rsync;

import static io.changeover.connector.rsync.FolderPair.AMS;
import static io.changeover.connector.rsync.FolderPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Result;
import io.changeover.connector.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes copy, delete and leave alone. */
class PassTest {
    @TempDir
    Path folder;

    private FolderPair pair;

    @BeforeEach
    void startSites() throws Exception {
        pair = FolderPair.in(folder);
        pair.write(FRA, "a/one", "first");
    }

    @AfterEach
    void stopSites() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "push"})
    void copiesAllAtFirstAndThenOnlyWhatChanged(String mode) throws Exception {
        pair.with("mode", mode);
        byte[] bytes = new byte[4 * 1024 * 1024];
        new Random(7).nextBytes(bytes);
        Files.write(pair.path(FRA).resolve("big"), bytes);
        Files.createSymbolicLink(pair.path(FRA).resolve("link"), Path.of("big"));
        pair.write(FRA, "it's \"odd\" $HOME ü", "x");

        Result first = pair.run(Operation.SYNC, AMS);
        assertThat(first.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(number(first, "bytesSent")).isGreaterThan(4_000_000);
        assertThat(Files.readAllBytes(pair.path(AMS).resolve("big"))).isEqualTo(bytes);
        assertThat(pair.read(AMS, "it's \"odd\" $HOME ü")).isEqualTo("x");
        assertThat(Files.readSymbolicLink(pair.path(AMS).resolve("link"))).hasToString("big");
        assertThat(pair.run(Operation.SYNC, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);

        bytes[2_000_000]++;
        Files.write(pair.path(FRA).resolve("big"), bytes);
        Result second = pair.run(Operation.SYNC, AMS);
        assertThat(second.outputs()).containsEntry("files", "1");
        assertThat(number(second, "bytesSent")).isBetween(100L, 200_000L);
        assertThat(Files.readAllBytes(pair.path(AMS).resolve("big"))).isEqualTo(bytes);
    }

    private static long number(Result result, String name) {
        return Long.parseLong(result.outputs().get(name));
    }

    @Test
    void leavesOutWhatIsExcludedAndDeletesTheRest() throws Exception {
        pair.with("exclude", List.of("tmp/", "*.log"));
        pair.write(FRA, "tmp/scratch", "x");
        pair.write(AMS, "own.log", "kept");
        pair.write(AMS, "old/gone", "x");

        Result result = pair.run(Operation.SYNC, AMS);

        assertThat(result.outputs()).containsEntry("deleted", "2");
        assertThat(pair.has(AMS, "tmp")).isFalse();
        assertThat(pair.has(AMS, "old")).isFalse();
        assertThat(pair.read(AMS, "own.log")).isEqualTo("kept");
        assertThat(pair.run(Operation.PROVE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void theFileByWhichTheWatchTriesTheFolderIsNoDifference() throws Exception {
        String tried = Scripts.TRY + "a1B2c3";
        pair.run(Operation.SYNC, AMS);
        pair.write(AMS, tried, "");
        pair.write(FRA, tried, "x");
        pair.write(FRA, "a/" + tried, "a user's own");

        assertThat(pair.run(Operation.SYNC, AMS).outputs())
                .containsEntry("files", "1")
                .containsEntry("deleted", "0");

        assertThat(pair.run(Operation.PROVE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(pair.read(AMS, tried)).isEmpty();
        assertThat(pair.read(AMS, "a/" + tried)).isEqualTo("a user's own");
    }

    @Test
    void deletesNothingWhereItIsTold() throws Exception {
        pair.with("delete", "false");
        pair.write(AMS, "old", "x");

        assertThat(pair.run(Operation.SYNC, AMS).outputs()).containsEntry("deleted", "0");
        assertThat(pair.has(AMS, "old")).isTrue();
        assertThat(pair.run(Operation.PROVE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void sendsBackOnlyWhatChangedAfterAMove() throws Exception {
        pair.write(FRA, "big", "0123456789".repeat(200_000));
        pair.run(Operation.PREPARE, AMS);
        pair.run(Operation.SYNC, AMS);
        pair.run(Operation.PROVE, AMS);
        pair.run(Operation.PROMOTE, AMS, 2);
        pair.write(AMS, "new", "written at the new primary");
        Files.delete(pair.path(AMS).resolve("a/one"));

        Result back = pair.run(Operation.PROTECT, FRA, 2);

        assertThat(back.outputs()).containsEntry("files", "1").containsEntry("deleted", "1");
        assertThat(number(back, "bytesSent")).isLessThan(10_000);
        assertThat(pair.read(FRA, "new")).isEqualTo("written at the new primary");
        assertThat(pair.has(FRA, "a/one")).isFalse();
        assertThat(pair.run(Operation.PROVE, FRA, 2).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(pair.run(Operation.SYNC, FRA, 2).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(pair.run(Operation.PROMOTE, FRA, 3).outcome()).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void keepsToTheBandwidth() throws Exception {
        byte[] bytes = new byte[600 * 1024];
        new Random(7).nextBytes(bytes);
        Files.write(pair.path(FRA).resolve("big"), bytes);
        pair.with("bandwidth", "300k");
        long begin = System.nanoTime();

        pair.run(Operation.SYNC, AMS);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aLongPassTellsHowFarItIsWhileItGoesOn() throws Exception {
        byte[] bytes = new byte[1024 * 1024];
        new Random(7).nextBytes(bytes);
        Files.write(pair.path(FRA).resolve("big"), bytes);
        pair.with("bandwidth", "250k");
        TestContext context = pair.context();

        new RsyncConnector().execute(pair.request(Operation.PROTECT, AMS, 1), context);

        assertThat(context.progress())
                .hasSizeBetween(1, 8)
                .first()
                .asString()
                .matches("\\d+ KiB of about 1\\.\\d MiB written \\(\\d{1,2} %\\), \\d+ KiB/s, about .* left");
        // What rsync still writes when the file is whole is not in what there was to write.
        assertThat(context.progress())
                .allMatch(
                        text -> text.matches("[\\d.]+ [KM]iB of about [\\d.]+ MiB written \\(\\d{1,3} %\\), .* left"));
        assertThat(Files.readAllBytes(pair.path(AMS).resolve("big"))).isEqualTo(bytes);
    }

    @Test
    void measuresWhatIsMissingAndSinceWhen() throws Exception {
        Result unknown = pair.run(Operation.MEASURE, AMS);
        assertThat(unknown.outputs()).containsEntry("lagBytes", "5").doesNotContainKey("lagMillis");
        assertThat(unknown.outputs().get("lagUnknown")).contains("no copy", "start reprotect");
        pair.run(Operation.PREPARE, AMS);
        assertThat(pair.run(Operation.MEASURE, AMS).outputs())
                .containsEntry("lagBytes", "0")
                .containsEntry("lagMillis", "0");
        pair.write(FRA, "two", "1234567");
        TestContext context = pair.context();
        Result behind = new RsyncConnector().execute(pair.request(Operation.MEASURE, AMS, 1), context);
        assertThat(behind.outputs()).containsEntry("lagBytes", "7");
        assertThat(number(behind, "lagMillis")).isBetween(1L, 60_000L);
        assertThat(context.lastReading("rsync at ams")).matches("3\\..*");
        Files.delete(pair.path(FRA).resolve("two"));
        pair.write(AMS, "surplus", "x");
        Result surplus = pair.run(Operation.MEASURE, AMS);
        assertThat(surplus.outputs()).containsEntry("lagBytes", "0");
        assertThat(number(surplus, "lagMillis")).isPositive();
    }
}
