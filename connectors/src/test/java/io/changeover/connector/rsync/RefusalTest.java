package io.changeover.connector.rsync;

import static io.changeover.connector.rsync.FolderPair.AMS;
import static io.changeover.connector.rsync.FolderPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.LocalShell;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it refuses, and what it says when something is wrong. */
class RefusalTest {
    @TempDir
    Path folder;

    private FolderPair pair;

    @BeforeEach
    void startSites() throws Exception {
        pair = FolderPair.in(folder);
        pair.write(FRA, "one", "first");
    }

    @AfterEach
    void stopSites() {
        pair.close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            Operation operation, String site, long epoch, String code, Verdict verdict) {
        return assertThatThrownBy(() -> pair.run(operation, site, epoch))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
                    assertThat(e.verdict()).isEqualTo(verdict);
                });
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Operation operation, String site, long epoch, String code) {
        return assertFails(operation, site, epoch, code, Verdict.PERMANENT);
    }

    @Test
    void theProofNamesTheFilesThatDiffer() throws Exception {
        for (int i = 0; i < 25; i++) {
            pair.write(FRA, "many/" + i, "text " + i);
        }
        pair.run(Operation.SYNC, AMS);
        Path changed = pair.path(AMS).resolve("one");
        FileTime time = Files.getLastModifiedTime(changed);
        Files.writeString(changed, "FIRST");
        Files.setLastModifiedTime(changed, time);
        assertRefused(Operation.PROVE, AMS, 1, "RSYNC_DIFFERS")
                .hasMessageContaining("found 1 that differ: one (differs)");
        for (int i = 0; i < 25; i++) {
            pair.write(FRA, "many/" + i, "text! " + i);
        }
        assertRefused(Operation.PROVE, AMS, 1, "RSYNC_DIFFERS").hasMessageContainingAll("found 26", "and 6 more");
    }

    @Test
    void nothingIsProvedOrPromotedThatWasNeverCopied() {
        assertRefused(Operation.PROVE, AMS, 1, "RSYNC_NEVER_SYNCED");
        assertRefused(Operation.PROMOTE, AMS, 2, "RSYNC_NEVER_SYNCED");
    }

    @Test
    void theNewerSideIsNeverOverwritten() throws Exception {
        pair.run(Operation.SYNC, AMS);
        pair.run(Operation.PROMOTE, AMS, 2);
        pair.write(AMS, "new", "x");

        for (Operation operation : List.of(Operation.MEASURE, Operation.PREPARE, Operation.SYNC, Operation.PROTECT)) {
            assertRefused(operation, AMS, 2, "RSYNC_ROLE_WRONG").hasMessageContaining("primary in epoch 2");
        }
        assertRefused(Operation.SYNC, FRA, 2, "RSYNC_ROLE_WRONG").hasMessageContaining("primary in epoch 1");
        assertRefused(Operation.PROMOTE, FRA, 3, "RSYNC_ROLE_WRONG");
        pair.run(Operation.PROTECT, FRA, 2);
        assertRefused(Operation.SYNC, FRA, 1, "RSYNC_EPOCH_OLD");
        assertRefused(Operation.PROMOTE, FRA, 1, "RSYNC_EPOCH_OLD");
        assertRefused(Operation.SYNC, AMS, 2, "RSYNC_ROLE_WRONG");
        assertThat(pair.has(AMS, "new")).isTrue();
    }

    @Test
    void anUnreadableMarkerIsNotNone() throws Exception {
        pair.run(Operation.SYNC, AMS);
        Files.writeString(pair.state(AMS).resolve("marker"), "role\n");
        assertRefused(Operation.SYNC, AMS, 1, "RSYNC_MARKER_UNREADABLE").hasMessageContaining("marker");
    }

    @Test
    void anEmptySourceDoesNotEmptyTheTarget() throws Exception {
        pair.run(Operation.SYNC, AMS);
        Files.delete(pair.path(FRA).resolve("one"));
        pair.write(FRA, Scripts.TRY + "a1B2c3", "");
        for (Operation operation : List.of(Operation.MEASURE, Operation.SYNC)) {
            assertRefused(operation, AMS, 1, "RSYNC_SOURCE_EMPTY");
        }
        assertThat(pair.has(AMS, "one")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/etc", "/etc/ssl", "/usr/../etc/", "//usr/lib/", "/var", "/opt/app", "/opt/app/x", "/opt"})
    void forbiddenPathsAreRefused(String path) {
        pair.with("path", path).with("never", List.of("/opt/app"));
        assertRefused(Operation.SYNC, AMS, 1, "RSYNC_PATH_FORBIDDEN").hasMessageContaining("found /");
    }

    @Test
    void aLinkToAForbiddenPathIsRefused() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        pair.with("never", List.of(other.toRealPath().toString()));
        Files.delete(Files.createDirectories(pair.path(AMS)));
        Files.createSymbolicLink(pair.path(AMS), other);
        assertRefused(Operation.SYNC, AMS, 1, "RSYNC_PATH_FORBIDDEN").hasMessageContaining(other.toString());
    }

    @Test
    void aMissingFolderIsNamed() throws Exception {
        Files.delete(pair.path(AMS));
        assertRefused(Operation.MEASURE, AMS, 1, "RSYNC_PATH_MISSING")
                .hasMessageContainingAll("ams-app1", pair.path(AMS).toString());
    }

    @Test
    void aFolderThatCannotBeWrittenIsFound() throws Exception {
        Files.setPosixFilePermissions(pair.path(AMS), PosixFilePermissions.fromString("r-xr-xr-x"));
        if (System.getProperty("user.name").equals("root")) {
            pair.with("runAs", "nobody");
        }
        assertRefused(Operation.MEASURE, AMS, 1, "RSYNC_PATH_UNUSABLE")
                .hasMessageContaining("not writable")
                .hasMessageContaining("Permission denied");
    }

    @Test
    void tooLittleRoomIsFoundAheadOfTime() throws Exception {
        long room = Files.getFileStore(pair.path(AMS)).getUsableSpace();
        try (RandomAccessFile file =
                new RandomAccessFile(pair.path(FRA).resolve("huge").toFile(), "rw")) {
            file.setLength(room + 1);
        }
        assertRefused(Operation.MEASURE, AMS, 1, "RSYNC_NO_ROOM").hasMessageContainingAll("wanted", "found");
    }

    @Test
    void aHostWithoutRsyncIsNamed() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("id", "date", "find", "mktemp", "rm", "df", "mkdir")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
        }
        LocalShell shell = new LocalShell("env", "PATH=" + programs);
        assertThatThrownBy(() ->
                        new RsyncConnector().execute(pair.request(Operation.MEASURE, AMS, 1), pair.context(AMS, shell)))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("RSYNC_MISSING");
                    assertThat(e).hasMessageContaining("ams-app1");
                });
    }

    @Test
    void aFileThatChangesAfterTheLastPassFailsTheProof() throws Exception {
        pair.run(Operation.SYNC, AMS);
        pair.write(FRA, "late", "written by somebody");
        assertRefused(Operation.PROVE, AMS, 1, "RSYNC_DIFFERS").hasMessageContaining("late (missing)");
        assertThat(pair.run(Operation.SYNC, AMS).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(pair.run(Operation.PROVE, AMS).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void anAttemptToWriteIsNotMadeInADryRun() throws Exception {
        LocalShell shell = new LocalShell();
        Request request = pair.request(Operation.MEASURE, AMS, 1);
        Request dry = new Request(request.operation(), request.target(), request.peer(), true, request.environment());
        new RsyncConnector().execute(dry, pair.context(AMS, shell));
        assertThat(shell.scripts().get(0)).contains("want='rwv'");
        new RsyncConnector().execute(request, pair.context(AMS, shell));
        assertThat(shell.scripts()).anySatisfy(script -> assertThat(script).contains("want='rtwv'"));
    }

    @Test
    void aChangedHostKeyBetweenTheSitesIsFound() throws Exception {
        pair.daemon(FRA).key("another", "");
        pair.trust(AMS, pair.daemon(FRA).knownHostsLine("another"));
        assertRefused(Operation.MEASURE, AMS, 1, "RSYNC_HOST_KEY").hasMessageContainingAll("ams-app1", "fra-app1");
    }

    @Test
    void aKeyThatIsNotLetInIsFound() throws Exception {
        pair.with("transferKey", pair.daemon(FRA).key("stranger", "").toString());
        assertRefused(Operation.MEASURE, AMS, 1, "RSYNC_LOGIN").hasMessageContaining("Permission denied");
    }

    @Test
    void anAddressThatNobodyAnswersAtIsFound() {
        pair.with("transferPort", "1");
        assertFails(Operation.MEASURE, AMS, 1, "RSYNC_UNREACHABLE", Verdict.TRANSIENT)
                .hasMessageContaining("Connection refused");
    }

    @Test
    void aBrokenLinkReplacesNothingByHalfAndARepeatGoesOn() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        pair.write(FRA, "big", "old");
        pair.run(Operation.SYNC, AMS);
        Files.write(pair.path(FRA).resolve("big"), bytes);
        pair.with("bandwidth", "500k");
        CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> {
            await().until(() -> sizeOfTemporary() > 400_000);
            pair.daemon(FRA).cutConnections();
        });

        assertFails(Operation.SYNC, AMS, 1, "RSYNC_LINK_BROKEN", Verdict.TRANSIENT);
        cut.join();
        assertThat(pair.read(AMS, "big")).isEqualTo("old");

        pair.with("bandwidth", "0");
        long sent = Long.parseLong(pair.run(Operation.SYNC, AMS).outputs().get("bytesSent"));
        assertThat(sent).isLessThan(2_900_000);
        assertThat(Files.readAllBytes(pair.path(AMS).resolve("big"))).isEqualTo(bytes);
    }

    private long sizeOfTemporary() throws Exception {
        try (Stream<Path> files = Files.list(pair.path(AMS))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".big."))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
