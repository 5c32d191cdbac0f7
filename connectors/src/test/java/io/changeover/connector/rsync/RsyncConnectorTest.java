package io.changeover.connector.rsync;

import static io.changeover.connector.rsync.FolderPair.AMS;
import static io.changeover.connector.rsync.FolderPair.FRA;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RsyncConnectorTest extends ConnectorContractTest {
    @TempDir
    static Path folder;

    private static FolderPair pair;

    @BeforeAll
    static void startSites() throws Exception {
        pair = FolderPair.in(folder);
    }

    @AfterAll
    static void stopSites() {
        pair.close();
    }

    @Override
    protected Connector connector() {
        return new RsyncConnector();
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(
                scenario(Operation.ROLE, AMS, 1, () -> pair.run(Operation.SYNC, AMS)),
                scenario(Operation.MEASURE, AMS, 1, () -> {}),
                scenario(Operation.PREPARE, AMS, 1, () -> {}),
                scenario(Operation.RELEASE, AMS, 1, () -> {
                    Files.createDirectories(pair.state(AMS).resolve("partial"));
                    Files.writeString(pair.state(AMS).resolve("partial/piece"), "half");
                }),
                scenario(Operation.SYNC, AMS, 1, () -> {}),
                scenario(Operation.PROVE, AMS, 1, () -> pair.run(Operation.SYNC, AMS)),
                scenario(Operation.ESTIMATE, AMS, 1, () -> pair.run(Operation.SYNC, AMS)),
                scenario(Operation.PROMOTE, AMS, 2, () -> pair.run(Operation.SYNC, AMS)),
                scenario(Operation.DEMOTE, FRA, 1, () -> pair.run(Operation.SYNC, AMS)),
                drill(
                        Operation.CLONE,
                        () -> {},
                        () -> Files.move(pair.path(AMS), folder.resolve("away-" + System.nanoTime()))),
                drill(
                        Operation.DISCARD,
                        () -> connector().execute(drilled(Operation.CLONE), pair.context()),
                        () -> Files.delete(mark())),
                scenario(Operation.PROTECT, FRA, 2, () -> {
                    pair.run(Operation.SYNC, AMS);
                    pair.run(Operation.PROMOTE, AMS, 2);
                    pair.write(AMS, "new", "written there");
                }));
    }

    private static Scenario scenario(Operation operation, String site, long epoch, Executable given) {
        return new Scenario(
                operation.name(),
                () -> {
                    pair.clear();
                    pair.write(FRA, "a/one", "first");
                    pair.write(FRA, "two", "second");
                    given.execute();
                },
                pair.request(operation, site, epoch),
                pair::context,
                pair::world,
                () -> Files.move(pair.path(site), folder.resolve(operation + "-" + System.nanoTime())));
    }

    private static Scenario drill(Operation operation, Executable given, Executable unreadable) {
        return new Scenario(
                operation.name(),
                () -> {
                    pair.clear();
                    pair.write(FRA, "a/one", "first");
                    pair.run(Operation.SYNC, AMS);
                    Files.deleteIfExists(cloned().resolve("a/one"));
                    Files.deleteIfExists(cloned().resolve("a"));
                    Files.deleteIfExists(cloned());
                    Files.deleteIfExists(mark());
                    given.execute();
                },
                drilled(operation),
                pair::context,
                () -> pair.world() + Files.exists(cloned().resolve("a/one")) + Files.exists(mark()),
                unreadable);
    }

    private static Request drilled(Operation operation) {
        Target from = pair.target(AMS);
        Settings settings = Settings.of(Map.of("path", cloned().toString()));
        Target clone = new Target(operation.kind(), from.name(), AMS, from.host(), settings);
        return new Request(operation, clone, from, false, Map.of("CHANGEOVER_EPOCH", "1"));
    }

    private static Path cloned() {
        return pair.path(AMS).resolveSibling("drill of up loads");
    }

    private static Path mark() {
        return pair.path(AMS).resolveSibling("drill of up loads.changeover-drill");
    }
}
