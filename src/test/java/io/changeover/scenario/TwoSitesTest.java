package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.RefusedException;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever fails, and whatever people do about it: at no moment are two sites active. */
@SimulatedTest
class TwoSitesTest {
    private static final int SCHEDULES = 30;
    private static final List<String> FAULTS = List.of(
            "STOP shop-1@fra",
            "STOP ledger@fra",
            "SYNC ledger@ams",
            "PROVE ledger@ams",
            "PROMOTE ledger@ams",
            "START ledger@ams",
            "START shop-1@ams",
            "CHECK shop-2@ams",
            "SWITCH www@ams",
            "START shop-1@fra");

    @Autowired
    private SimulatedServer server;

    @Test
    void neverTwoSitesAreActiveInAnyOfManySchedules() {
        long first = Long.getLong("changeover.seed", System.nanoTime());
        Set<String> seen = ConcurrentHashMap.newKeySet();
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        sampler.scheduleWithFixedDelay(
                () -> {
                    Set<String> active = server.sites.activeSites();
                    if (active.size() > 1) {
                        seen.add("running at " + active);
                    }
                },
                0,
                500,
                TimeUnit.MICROSECONDS);
        try {
            for (long seed = first; seed < first + SCHEDULES; seed++) {
                schedule(seed);
                assertThat(seen).as("sampled, -Dchangeover.seed=" + seed).isEmpty();
                assertThat(server.sites.violations())
                        .as("noticed by the sites, -Dchangeover.seed=" + seed)
                        .isEmpty();
            }
        } finally {
            sampler.shutdownNow();
        }
    }

    private void schedule(long seed) {
        Random random = new Random(seed);
        PlanId plan = server.plan("sampled-" + Long.toString(seed, 36).replace("-", "n"));
        server.sites.delay(Duration.ofMillis(random.nextInt(4)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            String what = FAULTS.get(random.nextInt(FAULTS.size()));
            if (random.nextBoolean()) {
                server.sites.faults().refuse(what);
            } else {
                server.sites.faults().loseAnswer(what);
            }
        }
        Run run = server.approved("switchover", plan);
        while (server.now(run.id()).state() != RunState.ENDED) {
            act(random, run.id());
        }
        String where = server.sites.route("www");
        assertThat(server.sites.runs("ledger", where))
                .as("users are sent to %s, where the ledger runs, -Dchangeover.seed=%d", where, seed)
                .isTrue();
        assertThat(server.status(plan).holder()).isEmpty();
    }

    /** Answers what is asked, or now and then aborts. */
    private void act(Random random, RunId run) {
        server.await(
                "a question or the end of " + run,
                () -> !server.decisions.open(Optional.of(run)).isEmpty()
                        || server.now(run).state() == RunState.ENDED
                        || random.nextInt(40) == 0);
        try {
            List<Decision> open = server.decisions.open(Optional.of(run));
            if (open.isEmpty()) {
                if (server.now(run).state() == RunState.RUNNING) {
                    server.control.abort(run, "olga", "a random moment");
                }
                return;
            }
            boolean abort = open.get(0).choices().contains("abort") && random.nextInt(3) == 0;
            if (!abort && random.nextBoolean()) {
                server.sites.faults().clear();
            }
            server.door.answer(SimulatedServer.OLGA, open.get(0).task(), abort ? "abort" : "retry", "as the dice say");
        } catch (RefusedException e) {
            // Past the point of no return, or answered by the end of the run: the dice are thrown again.
        }
    }
}
