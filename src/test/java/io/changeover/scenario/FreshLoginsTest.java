package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.ConnectCheck;
import io.changeover.application.port.PlanParser;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A check that connects does not believe logins that runs have kept open. */
@SimulatedTest
class FreshLoginsTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private ConnectCheck connectCheck;

    @Autowired
    private PlanParser parser;

    @TempDir
    private Path folder;

    @Test
    void aHostKeyThatHasChangedAndALoginThatWasRevokedShowThoughKeptLoginsStillWork() throws Exception {
        try (ShellSites sites = new ShellSites(folder)) {
            String yaml = sites.plan("fresh-logins");
            PlanId plan = new PlanId("fresh-logins");
            server.apply(plan, yaml);
            assertThat(rehearsed(plan)).contains(RunOutcome.REHEARSED);
            assertThat(codesOfHosts(yaml)).isEmpty();

            Path known = folder.resolve("known_hosts");
            String right = Files.readString(known);
            Files.writeString(known, "");
            assertThat(codesOfHosts(yaml)).containsExactly("SSH_HOST_KEY", "SSH_HOST_KEY");
            assertThat(rehearsed(plan)).as("over kept logins").contains(RunOutcome.REHEARSED);

            Files.writeString(known, right);
            Files.writeString(folder.resolve("authorized_keys"), "");
            assertThat(codesOfHosts(yaml)).containsExactly("SSH_AUTHENTICATION", "SSH_AUTHENTICATION");
        }
    }

    private java.util.Optional<RunOutcome> rehearsed(PlanId plan) {
        return server.ended(server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true))
                        .id())
                .outcome();
    }

    private List<String> codesOfHosts(String yaml) {
        ProtectionPlan plan = parser.parse(yaml);
        return connectCheck.check(plan, plan.preferredSite(), "olga", new Silent()).stream()
                .filter(one -> one.state() == OperationState.FAILED)
                .filter(one -> one.operation() == io.changeover.connector.spi.Operation.PROBE)
                .map(one -> one.errorCode().orElse("none"))
                .toList();
    }

    private static final class Silent implements ConnectCheck.Progress {
        @Override
        public void planned(List<OperationRecord> all) {}

        @Override
        public void begun(OperationRecord operation) {}

        @Override
        public void ended(OperationRecord operation) {}
    }
}
