package io.changeover.connector.rsync;

import static io.changeover.connector.rsync.FolderPair.AMS;
import static io.changeover.connector.rsync.FolderPair.FRA;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
