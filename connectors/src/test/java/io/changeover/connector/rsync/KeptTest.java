package io.changeover.connector.rsync;

import static io.changeover.connector.rsync.FolderPair.AMS;
import static io.changeover.connector.rsync.FolderPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A former primary that wrote on is made to follow: what it alone held is moved aside. */
class KeptTest {
    @TempDir
    Path folder;

    private FolderPair pair;

    @BeforeEach
    void diverge() throws Exception {
        pair = FolderPair.in(folder);
        pair.write(FRA, "a/both", "before");
        pair.write(FRA, "same", "same");
        pair.run(Operation.SYNC, AMS);
        pair.run(Operation.PROMOTE, AMS, 2);
        pair.write(FRA, "a/both", "written at fra, late");
        pair.write(FRA, "only here", "nobody else has it");
        pair.write(AMS, "a/both", "written at ams");
    }

    @AfterEach
    void stopSites() {
        pair.close();
    }

    @Test
    void keepsWhatOnlyTheFormerPrimaryHolds() throws Exception {
        Result result = pair.run(Operation.PROTECT, FRA, 2);

        assertThat(pair.read(FRA, "a/both")).isEqualTo("written at ams");
        assertThat(pair.has(FRA, "only here")).isFalse();
        Path kept = Path.of(result.outputs().get("kept"));
        assertThat(Files.readString(kept.resolve("a/both"))).isEqualTo("written at fra, late");
        assertThat(Files.readString(kept.resolve("only here"))).isEqualTo("nobody else has it");
        assertThat(kept.resolve("same")).doesNotExist();
        assertThat(result.outputs()).containsEntry("keptFiles", "2").containsEntry("keptBytes", "38");
        assertThat(result.message()).contains(kept.toString(), result.outputs().get("keptSha256"));
        assertThat(pair.run(Operation.PROTECT, FRA, 2).outputs()).doesNotContainKey("kept");
    }

    @Test
    void keepsItInAPushToo() throws Exception {
        pair.with("mode", "push");
        Path kept = Path.of(pair.run(Operation.PROTECT, FRA, 2).outputs().get("kept"));
        assertThat(Files.readString(kept.resolve("only here"))).isEqualTo("nobody else has it");
    }

    @Test
    void overwritesNothingThatItCannotKeep() throws Exception {
        pair.with("keep", folder.resolve("a file").toString());
        Files.writeString(folder.resolve("a file"), "no folder");
        Assertions.assertThatThrownBy(() -> pair.run(Operation.PROTECT, FRA, 2)).isInstanceOf(ConnectorException.class);
        assertThat(pair.read(FRA, "a/both")).isEqualTo("written at fra, late");
        assertThat(pair.has(FRA, "only here")).isTrue();
    }

    @Test
    void keepsNothingAfterAProvedMoveOrWhereThePlanSaysSo() throws Exception {
        Request asked = pair.request(Operation.PROTECT, FRA, 2);
        Request moved = new Request(
                asked.operation(),
                asked.target(),
                asked.peer(),
                false,
                Map.of("CHANGEOVER_EPOCH", "2", "CHANGEOVER_RUN_TYPE", "switchover"));
        assertThat(new RsyncConnector().execute(moved, pair.context()).outputs())
                .doesNotContainKey("kept");
        assertThat(pair.state(FRA).resolve("kept")).doesNotExist();
    }
}
