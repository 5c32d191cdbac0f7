package io.changeover.connector.rsync;

import static io.changeover.connector.rsync.FolderPair.AMS;
import static io.changeover.connector.rsync.FolderPair.FRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a standby side's folder for a drill. */
class CloningTest {
    @TempDir
    Path folder;

    private FolderPair pair;
    private Path clone;

    @BeforeEach
    void startSites() throws Exception {
        pair = FolderPair.in(folder);
        pair.write(FRA, "a/one", "first");
        pair.write(FRA, "a/it's \"odd\" $HOME ü", "x");
        Files.createSymbolicLink(pair.path(FRA).resolve("link"), Path.of("a/one"));
        pair.run(Operation.SYNC, AMS);
        clone = pair.path(AMS).resolveSibling("drill of up loads");
    }

    @AfterEach
    void stopSites() {
        pair.close();
    }

    @Test
    void aCloneSharesNothingWithTheStandbySideAndIsRemoved() throws Exception {
        pair.write(AMS, Scripts.TRY + "a1B2c3", "");
        String world = pair.world();

        Result made = run(Operation.CLONE, "drill-1", clone, false);

        assertThat(made.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(clone.resolve(Scripts.TRY + "a1B2c3")).doesNotExist();
        assertThat(Instant.parse(made.outputs().get("recoveryPoint"))).isBefore(Instant.now());
        assertThat(Files.readString(clone.resolve("a/it's \"odd\" $HOME ü"))).isEqualTo("x");
        assertThat(Files.readSymbolicLink(clone.resolve("link"))).hasToString("a/one");
        Files.writeString(clone.resolve("a/one"), " in place", StandardOpenOption.APPEND);
        assertThat(pair.read(AMS, "a/one")).isEqualTo("first");
        assertThat(run(Operation.CLONE, "drill-1", clone, false).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(Files.readString(clone.resolve("a/one"))).isEqualTo("first in place");
        assertThat(run(Operation.CLONE, "drill-2", clone, false).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(Files.readString(clone.resolve("a/one"))).isEqualTo("first");

        assertThat(run(Operation.DISCARD, "drill-2", clone, true).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
        assertThat(run(Operation.DISCARD, "drill-2", clone, false).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(run(Operation.DISCARD, "drill-2", clone, false).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertNothingLeft();
        assertThat(pair.world()).isEqualTo(world);
    }

    @Test
    void whatAKilledRunLeftIsFound() throws Exception {
        Files.createDirectories(clone.resolve("half"));
        Files.writeString(mark(), "drill-1\npart\n");

        assertThat(run(Operation.CLONE, "drill-1", clone, false).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(clone.resolve("half")).doesNotExist();
        Files.writeString(mark(), "drill-1\npart\n");
        assertThat(run(Operation.DISCARD, "drill-9", clone, false).outcome()).isEqualTo(Outcome.CHANGED);
        assertNothingLeft();
    }

    @Test
    void whatNoDrillHasMadeIsLeftAlone() throws Exception {
        Files.createDirectories(clone);
        Files.writeString(clone.resolve("precious"), "kept");

        for (Operation operation : new Operation[] {Operation.CLONE, Operation.DISCARD}) {
            assertThatThrownBy(() -> run(operation, "drill-1", clone, false)).hasMessageContaining("left alone");
            for (Path inside : new Path[] {pair.path(AMS), pair.path(AMS).resolve("drill"), pair.state(AMS)}) {
                assertThatThrownBy(() -> run(operation, "drill-1", inside, false))
                        .as(inside.toString())
                        .hasMessageContaining("wanted");
            }
        }
        assertThat(clone.resolve("precious")).hasContent("kept");
        assertThat(pair.read(AMS, "a/one")).isEqualTo("first");
    }

    @Test
    void aDryRunMakesNothingAndThePrimarySideIsNotCloned() throws Exception {
        assertThat(run(Operation.CLONE, "drill-1", clone, true).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
        assertThat(run(Operation.DISCARD, "drill-1", clone, true).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertNothingLeft();
        pair.run(Operation.PROMOTE, AMS, 2);
        assertThatThrownBy(() -> run(Operation.CLONE, "drill-1", clone, false))
                .hasMessageContaining("wanted a standby");
    }

    private Path mark() {
        return clone.resolveSibling(clone.getFileName() + ".changeover-drill");
    }

    private void assertNothingLeft() {
        assertThat(clone).doesNotExist();
        assertThat(mark()).doesNotExist();
    }

    private Result run(Operation operation, String run, Path path, boolean dryRun) throws Exception {
        Target from = pair.target(AMS);
        Target target =
                new Target(operation.kind(), "uploads", AMS, from.host(), Settings.of(Map.of("path", path.toString())));
        Map<String, String> environment =
                Map.of("CHANGEOVER_EPOCH", "1", "CHANGEOVER_RUN", run, "CHANGEOVER_DRILL", "1");
        return new RsyncConnector().execute(new Request(operation, target, from, dryRun, environment), pair.context());
    }
}
