package io.changeover.connector.rsync;

import static io.changeover.connector.rsync.FolderPair.AMS;
import static io.changeover.connector.rsync.FolderPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the same size in the second of the last pass. The key exchange is a cheap one, for speed. */
class SameSecondTest {
    private static final int ROUNDS = 100;

    @TempDir
    Path folder;

    @Test
    void noneIsMissedWhereAPlainPassMissesAll() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        int missed = 0;
        int missedByPlain = 0;
        try (FolderPair pair =
                FolderPair.in(Files.createDirectory(folder.resolve("sites")), "KexAlgorithms curve25519-sha256")) {
            write(pair, 0);
            pair.run(Operation.SYNC, AMS);
            copy(pair, plain);
            for (int round = 1; round <= ROUNDS; round++) {
                String text = write(pair, round);
                pair.run(Operation.SYNC, AMS);
                copy(pair, plain);
                missed += pair.read(AMS, "ledger").equals(text) ? 0 : 1;
                missedByPlain += Files.readString(plain.resolve("ledger")).equals(text) ? 0 : 1;
            }
            pair.run(Operation.PROVE, AMS);
        }
        assertThat(missed).isZero();
        assertThat(missedByPlain).isEqualTo(ROUNDS);
    }

    /** Every round one microsecond later, all in one second. */
    private static String write(FolderPair pair, int round) throws Exception {
        String text = "balance %05d".formatted(round);
        pair.write(FRA, "ledger", text);
        Instant time = Instant.parse("2026-01-01T00:00:00Z").plusNanos(round * 1_000L);
        Files.setLastModifiedTime(pair.path(FRA).resolve("ledger"), FileTime.from(time));
        return text;
    }

    private static void copy(FolderPair pair, Path to) throws Exception {
        Process process = new ProcessBuilder("rsync", "-a", pair.path(FRA) + "/", to + "/")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
