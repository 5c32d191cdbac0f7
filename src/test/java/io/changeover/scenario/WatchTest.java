package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.application.JudgeLook;
import io.changeover.application.Plans;
import io.changeover.application.RefusedException;
import io.changeover.application.TriggerFailover;
import io.changeover.application.WatchPlans;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Sight;
import io.changeover.notify.WebhookReceiver.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The watch over simulated sites. Its clock stands still here: a look begins when the test says so. */
@SimulatedTest
class WatchTest {
    private static final String OFTEN = "watch: { every: 1s, grace: 10m }\n";
    /** A look that waits longer for its answers than a busy machine takes for them. */
    private static final String PATIENT = "watch: { every: 10s, grace: 10m }\n";

    @Autowired
    private SimulatedServer server;

    @Autowired
    private WatchPlans.Eyes eyes;

    @Autowired
    private Plans plans;

    @Autowired
    private PlanStore store;

    @Autowired
    private WatchStore watched;

    @Autowired
    private JudgeLook judge;

    @Autowired
    private TriggerFailover trigger;

    @Autowired
    private JdbcTemplate jdbc;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private Told told;
    private final Ticking clock = new Ticking();

    @BeforeEach
    void open() throws Exception {
        told = new Told(server, jdbc, port, folder);
        jdbc.update("delete from watch_now");
        jdbc.update("update watch_lease set until_at = timestamp with time zone '2000-01-01 00:00:00+00:00'");
    }

    @AfterEach
    void close() {
        told.close();
    }

    @Test
    void aLagAboveItsObjectiveDegradesThePlanAndIsToldOnceWhenItBeginsAndOnceWhenItIsOver() throws Exception {
        PlanId plan = told.plan("watch-lag", "");
        server.apply(plan, yaml(plan));
        WatchPlans watch = watch("one");
        server.sites.fallBehind("ledger", 6_000);

        looks(watch, plan, 4);

        assertThat(server.status(plan).state()).isEqualTo(PlanState.DEGRADED);
        assertThat(server.status(plan).note()).contains("ledger is 6000 ms behind");
        server.await("the alarm", () -> told.receiver.accepted().size() == 1);
        server.sites.fallBehind("ledger", 0);
        looks(watch, plan, 4);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
        server.await("the end of it", () -> told.receiver.accepted().size() == 2);
        assertThat(told.receiver.accepted()).extracting(Request::event).containsExactly("alarm", "alarm-cleared");
        JsonNode raised = told.receiver.accepted().get(0).json();
        assertThat(raised.at("/alarm/code").asText()).isEqualTo("LAG_ABOVE_RPO");
        assertThat(raised.at("/planState").asText()).isEqualTo("DEGRADED");
        assertThat(raised.at("/plan").asText()).isEqualTo("watch-lag");
        assertThat(raised.at("/run").isNull()).isTrue();
        assertThat(raised.at("/sequence").asInt()).isEqualTo(1);
        assertThat(lags(plan)).containsExactly("6000", "0");
        JsonNode alarms = get("/api/v1/plans/watch-lag/alarms");
        assertThat(alarms).hasSize(1);
        assertThat(alarms.at("/0/clearedAt").isNull()).isFalse();
    }

    @Test
    void twoActiveSitesAreASplitBrainAfterOneLookAndNothingStarts() throws Exception {
        PlanId plan = server.plan("watch-split", PATIENT);
        WatchPlans watch = watch("one");
        looks(watch, plan, 1);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
        server.sites.promoteByHand("ledger", "ams");

        clock.advance(Duration.ofSeconds(9));
        looks(watch, plan, 1);

        assertThat(server.status(plan).state()).as("%s", watched.now(plan)).isEqualTo(PlanState.SPLIT_BRAIN);
        assertThat(server.status(plan).note()).contains("ledger is primary at fra", "ledger is primary at ams");
        for (String runbook : List.of("switchover", "reprotect")) {
            assertThatThrownBy(() -> server.start(runbook, plan))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("PLAN_SPLIT_BRAIN");
        }
        assertThatThrownBy(() -> server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true)))
                .hasMessageContaining("PLAN_SPLIT_BRAIN");
        assertThatThrownBy(() -> server.applyPlan.acknowledge(plan, "fra", "I looked"))
                .hasMessageContaining("PLAN_SPLIT_BRAIN");
        assertThat(get("/api/v1/plans/watch-split/watch").at("/activeSites")).hasSize(2);
    }

    @Test
    void whatDoesNotAnswerIsUnknownAndHoldsUpNothingElse() throws Exception {
        PlanId plan = server.plan("watch-silent", OFTEN);
        WatchPlans watch = watch("one");
        server.await("what serves", () -> {
            looks(watch, plan, 1);
            return served(plan).isPresent();
        });
        Optional<Sight> served = served(plan);
        List.of("shop-1", "shop-2", "ledger")
                .forEach(name -> server.sites.faults().swallow("STATUS " + name + "@fra"));
        server.sites.faults().swallow("ROLE ledger@fra");

        looks(watch, plan, 1);
        looks(watch, plan, 1);

        assertThat(served(plan))
                .as("what served before the silence is remembered")
                .isEqualTo(served);
        JsonNode seen = get("/api/v1/plans/watch-silent/watch");
        assertThat(found(seen, "ROLE", "ledger", "fra")).isEqualTo("UNKNOWN");
        assertThat(found(seen, "ROLE", "ledger", "ams")).isEqualTo("STANDBY");
        assertThat(found(seen, "INSTANCE", "shop-2", "fra")).isEqualTo("UNKNOWN");
        assertThat(found(seen, "INSTANCE", "shop-2", "ams")).isEqualTo("STOPPED");
        assertThat(seen.at("/lags/0/millis").asLong()).isZero();
        assertThat(seen.at("/state").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void aLagThatIsNotReadIsUnknownAndNeverZero() throws Exception {
        PlanId plan = server.plan("watch-unknown", OFTEN);
        server.sites.faults().trouble("MEASURE ledger@ams");

        looks(watch("one"), plan, 1);

        JsonNode lag = get("/api/v1/plans/watch-unknown/watch").at("/lags/0");
        assertThat(lag.at("/millis").isNull()).isTrue();
        assertThat(lag.at("/bytes").isNull()).isTrue();
        assertThat(lag.at("/found").asText()).isEqualTo("UNKNOWN");
        assertThat(lags(plan)).containsExactly("null");
    }

    @Test
    void nothingIsConcludedWhileARunChangesThingsButItIsSeen() throws Exception {
        PlanId plan = server.plan("watch-moving", OFTEN);
        WatchPlans watch = watch("one");
        server.sites.faults().hold("PROMOTE ledger@ams");
        Run run = server.approved("switchover", plan);
        server.await("the promotion", () -> server.sites.calls("PROMOTE ledger@ams") > 0);
        server.sites.fallBehind("ledger", 60_000);
        server.sites.promoteByHand("ledger", "ams");

        looks(watch, plan, 3);

        assertThat(server.status(plan).state()).isEqualTo(PlanState.MOVING);
        assertThat(get("/api/v1/plans/watch-moving/alarms")).isEmpty();
        assertThat(lags(plan)).containsExactly("60000");
        server.sites.faults().release("PROMOTE ledger@ams");
        assertThat(server.ended(run.id()).outcome()).isPresent();
    }

    @Test
    void anotherNodeTakesOverWhenTheFirstIsSilentAndRaisesNothingTwice() throws Exception {
        PlanId plan = told.plan("watch-nodes", "");
        server.apply(plan, yaml(plan));
        server.sites.fallBehind("ledger", 6_000);
        WatchPlans first = watch("first");
        WatchPlans second = watch("second");
        looks(first, plan, 1);
        Instant seen = watched.now(plan).orElseThrow().at();

        clock.advance(Duration.ofSeconds(2));
        second.tick();
        assertThat(watched.now(plan).orElseThrow().at()).isEqualTo(seen);
        clock.advance(Duration.ofSeconds(9));
        looks(second, plan, 2);

        assertThat(watched.now(plan).orElseThrow().node()).isEqualTo("second");
        assertThat(watched.open(plan)).hasSize(1);
        server.await("the alarm", () -> told.receiver.accepted().size() == 1);
    }

    @Test
    void underMaintenanceNobodyIsAlarmedAndItEndsByItself() throws Exception {
        PlanId plan = server.plan("watch-maintenance", OFTEN);
        WatchPlans watch = watch("one");
        assertThat(told.http
                        .post("olga", "/api/v1/plans/watch-maintenance/maintenance", "{\"reason\":\"disks\"}")
                        .status())
                .isEqualTo(200);
        server.sites.fallBehind("ledger", 60_000);
        looks(watch, plan, 2);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.SUSPENDED);
        assertThat(watched.open(plan)).isEmpty();
        assertThat(get("/api/v1/plans/watch-maintenance/watch")
                        .at("/maintenance/begunBy")
                        .asText())
                .isEqualTo("olga");

        told.http.post("olga", "/api/v1/plans/watch-maintenance/maintenance/end", "{\"reason\":\"done\"}");
        looks(watch, plan, 1);

        assertThat(server.status(plan).state()).isEqualTo(PlanState.DEGRADED);
        assertThat(watched.open(plan)).hasSize(1);
    }

    @Test
    void whileStartsAreFrozenNothingStartsAndOnlyAdministratorsFreeze() throws Exception {
        PlanId plan = server.plan("watch-frozen", OFTEN);
        assertThat(told.http
                        .post("olga", "/api/v1/freeze", "{\"reason\":\"audit\"}")
                        .status())
                .isEqualTo(403);
        assertThat(told.http.post("root", "/api/v1/freeze", "{}").status()).isEqualTo(409);
        assertThat(told.http
                        .post("root", "/api/v1/freeze", "{\"reason\":\"audit\"}")
                        .status())
                .isEqualTo(200);
        try {
            assertThatThrownBy(() -> server.start("switchover", plan))
                    .hasMessageContaining("FROZEN")
                    .hasMessageContaining("root has frozen all starts");
        } finally {
            assertThat(told.http
                            .post("root", "/api/v1/freeze/end", "{\"reason\":\"over\"}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(server.move("switchover", plan).outcome()).isPresent();
    }

    /** A plan of that name that is looked at often and told to the receiver. */
    private String yaml(PlanId plan) {
        return SimulatedServer.yaml(plan.value(), OFTEN + "notify:\n" + told.entry("tickets", ""));
    }

    private WatchPlans watch(String node) {
        return new WatchPlans(plans, store, watched, judge, trigger, eyes, node, clock);
    }

    /** So many looks at a plan, one after the other. */
    private void looks(WatchPlans watch, PlanId plan, int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(1));
            Instant begun = clock.instant();
            server.await("a look", () -> {
                watch.tick();
                return watched.now(plan)
                        .filter(now -> !now.at().isBefore(begun))
                        .isPresent();
            });
        }
        watch.tick();
    }

    private Optional<Sight> served(PlanId plan) {
        return watched.now(plan).stream()
                .flatMap(now -> now.served().stream())
                .filter(one -> one.site().equals(new SiteId("fra")))
                .findFirst();
    }

    private List<String> lags(PlanId plan) throws Exception {
        return StreamSupport.stream(
                        get("/api/v1/plans/" + plan + "/lag?since=1d").spliterator(), false)
                .map(one -> one.path("millis").asText())
                .toList();
    }

    private JsonNode get(String path) throws Exception {
        return told.http.get("vera", path).json();
    }

    private static String found(JsonNode seen, String what, String name, String site) {
        return StreamSupport.stream(seen.at("/sights").spliterator(), false)
                .filter(one -> one.path("what").asText().equals(what))
                .filter(one -> one.path("name").asText().equals(name))
                .filter(one -> one.path("site").asText().equals(site))
                .map(one -> one.path("found").asText())
                .findFirst()
                .orElseThrow();
    }
}
