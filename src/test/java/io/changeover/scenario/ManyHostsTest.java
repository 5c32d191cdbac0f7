package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Three hundred real SSH servers with the limits that they come with, moved by one run of a shipped runbook. */
@SimulatedTest
class ManyHostsTest {
    private static final int SERVICES = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Autowired
    private SimulatedServer server;

    private ManyHosts hosts;

    @BeforeEach
    void start() throws Exception {
        hosts = new ManyHosts(folder, SERVICES);
    }

    @AfterEach
    void stop() {
        hosts.close();
    }

    /** There without trouble, and back while a tenth of all hosts die under it: the hosts are started once for both. */
    @Test
    void allAreMovedAndATenthThatDiesIsOneDecision() throws Exception {
        PlanId plan = new PlanId("three-hundred");
        server.apply(plan, hosts.plan(plan.value()));

        Run there = approved("switchover", plan);
        assertThat(ended(there.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(hosts.running()).hasSize(SERVICES).allMatch(one -> one.endsWith("@ams"));

        List<Integer> dead =
                IntStream.range(0, 2 * SERVICES / 10).map(i -> 5 * i).boxed().toList();
        hosts.dieWhenStopped(dead);
        Run back = approved("failback", plan);
        Decision question = question(back.id());

        assertThat(question.question()).contains("%d of %d operations failed".formatted(dead.size(), SERVICES));
        assertThat(question.evidence()).hasSize(dead.size());
        for (int i : dead) {
            assertThat(question.evidence())
                    .as("what is said of %d", i)
                    .filteredOn(one -> one.contains("stop %s at ams".formatted(ManyHosts.name(i))))
                    .hasSize(1);
        }
        assertThat(hosts.running()).hasSize(dead.size()).allMatch(one -> one.endsWith("@ams"));

        hosts.comeBack(dead);
        server.decide(back.id(), "retry", "");

        assertThat(ended(back.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(hosts.running()).hasSize(SERVICES).allMatch(one -> one.endsWith("@fra"));
        for (int i = 0; i < SERVICES; i++) {
            assertThat(hosts.calls("stop", i, "ams")).as("stops of %d", i).isEqualTo(dead.contains(i) ? 2 : 1);
            assertThat(hosts.calls("start", i, "fra")).as("starts of %d", i).isEqualTo(1);
        }
        assertThat(hosts.logs())
                .contains("listening")
                .doesNotContainIgnoringCase("MaxStartups")
                .doesNotContain("drop connection");
    }

    private Run approved(String runbook, PlanId plan) {
        Run run = server.start(runbook, plan);
        server.door.answer(SimulatedServer.ANTON, question(run.id()).task(), "approve", "");
        return run;
    }

    private Decision question(RunId run) {
        await("a question")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !server.decisions.open(Optional.of(run)).isEmpty());
        return server.question(run);
    }

    private Run ended(RunId run) {
        await("the end of " + run)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> server.now(run).state() == RunState.ENDED
                        || !server.decisions.open(Optional.of(run)).isEmpty());
        assertThat(server.decisions.open(Optional.of(run))).isEmpty();
        return server.now(run);
    }
}
