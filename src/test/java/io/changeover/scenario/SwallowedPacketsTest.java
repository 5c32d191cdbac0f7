package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.site.SiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A real host whose network swallows every packet while its service is being stopped over SSH. */
@SimulatedTest
class SwallowedPacketsTest {
    private static final String ADDRESS = "127.0.1.9";

    @TempDir
    private Path folder;

    @Autowired
    private SimulatedServer server;

    private ShellSites sites;
    private SwallowingRelay network;

    @BeforeEach
    void start() throws Exception {
        sites = new ShellSites(folder);
        network = new SwallowingRelay(ADDRESS, OpenSshDaemon.ADDRESS, sites.port());
        String key = Files.readAllLines(folder.resolve("known_hosts")).get(0);
        Files.writeString(
                folder.resolve("known_hosts"),
                key.replace(OpenSshDaemon.ADDRESS, ADDRESS) + "\n",
                StandardOpenOption.APPEND);
    }

    @AfterEach
    void stop() throws Exception {
        network.close();
        sites.close();
    }

    /** A run whose store is being stopped when the network of its host begins to swallow. */
    private Run swallowed(String name) {
        String yaml = sites.plan(name).replace("address: " + OpenSshDaemon.ADDRESS, "address: " + ADDRESS);
        PlanId plan = new PlanId(name);
        server.apply(plan, yaml + "limits: { operation: 6s }\n");
        sites.hold(name, "stop.store.fra.1");
        Run run = server.approved("switchover", plan);
        server.await("the store being stopped", () -> sites.held(name, "stop.store.fra.1"));
        network.swallow();
        return run;
    }

    private static void assertNames(Decision question) {
        assertThat(question.question()).contains("1 of 1 operations failed");
        assertThat(question.evidence()).singleElement().asString().contains("stop store at fra", "fra-1 (" + ADDRESS);
        assertThat(question.choices()).containsExactly("retry", "skip", "abort", "unplanned");
    }

    /** The command that nobody hears of any more comes to its end. */
    private void endsUnseen(String plan) {
        sites.release(plan);
        server.await("the store's end", () -> sites.effects(plan).contains("stop store fra in epoch 1"));
    }

    @Test
    void itEndsInADecisionAndRetryRepeatsOnlyWhatFailed() {
        String plan = "swallows-then-retry";
        Run run = swallowed(plan);

        assertNames(server.failure(run.id()));
        assertThat(sites.effects(plan)).noneMatch(effect -> effect.startsWith("start"));

        endsUnseen(plan);
        network.deliver();
        server.decide(run.id(), "retry", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(sites.effects(plan))
                .filteredOn(effect -> effect.startsWith("stop"))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(sites.actsBegun(plan).values())
                .as("%s", sites.actsBegun(plan))
                .containsOnly(1L);
        assertThat(sites.violations(plan)).isEmpty();
        assertThat(server.status(new PlanId(plan)).activeSite()).isEqualTo(new SiteId("ams"));
    }

    @Test
    void abortLeavesTheSourceServingReadBack() {
        String plan = "swallows-then-abort";
        Run run = swallowed(plan);

        assertNames(server.failure(run.id()));
        endsUnseen(plan);
        int before = sites.calls(plan).size();
        network.deliver();
        server.decide(run.id(), "abort", "the network of fra is not to be trusted tonight");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(sites.running(plan)).containsExactlyInAnyOrder("store@fra", "shop-1@fra", "shop-2@fra");
        List<String> after = sites.calls(plan).subList(before, sites.calls(plan).size());
        assertThat(after).contains("check store fra", "check shop-1 fra", "check shop-2 fra", "traffic www fra");
        assertThat(sites.violations(plan)).isEmpty();
        assertThat(server.status(new PlanId(plan)).activeSite()).isEqualTo(new SiteId("fra"));
        assertThat(server.status(new PlanId(plan)).state()).isEqualTo(PlanState.ACTIVE);
    }
}
