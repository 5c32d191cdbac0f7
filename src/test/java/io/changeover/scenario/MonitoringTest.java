package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import io.changeover.scenario.HttpDoor.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What monitoring sees of a server that moves services. */
@SimulatedTest
class MonitoringTest {
    private static final String METRICS = "/actuator/prometheus";
    private static final String READY = "/actuator/health/readiness";

    @Autowired
    private SimulatedServer server;

    @Autowired
    private WatchStore watch;

    @Autowired
    private JdbcTemplate jdbc;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private HttpDoor http;

    @BeforeEach
    void open() {
        http = new HttpDoor(port);
    }

    @Test
    void metricsAreForThoseWithARoleAndHealthIsForAll() throws Exception {
        assertThat(http.get("", METRICS).status()).isEqualTo(401);
        assertThat(http.get("vera", METRICS).status()).isEqualTo(200);
        assertThat(http.get("root", "/actuator/env").status()).isEqualTo(404);
        Answer anonymous = http.get("", READY);
        assertThat(anonymous.status()).isEqualTo(200);
        assertThat(anonymous.json().fieldNames()).toIterable().containsExactly("status");
        assertThat(http.get("vera", READY).json().path("components").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("db", "jobExecutor", "processEngine", "readinessState", "workers");
        assertThat(http.get("vera", "/actuator/health/liveness")
                        .json()
                        .path("components")
                        .fieldNames())
                .toIterable()
                .containsExactly("livenessState");
    }

    @Test
    void aRunIsCountedWhileItLastsAndWhenItHasEnded() throws Exception {
        PlanId plan = server.plan("monitor-run");
        Run run = server.start("switchover", plan);
        server.question(run.id());

        Scrape waiting = scrape();

        assertThat(of(waiting, "changeover_runs_active", plan, "type", "switchover", "state", "RUNNING"))
                .hasValue(1);
        assertThat(of(waiting, "changeover_decisions_waiting", plan, "kind", "APPROVAL"))
                .hasValue(1);
        assertThat(of(waiting, "changeover_decisions_oldest_timestamp_seconds", plan, "kind", "APPROVAL")
                        .getAsDouble())
                .isBetween(run.startedAt().getEpochSecond() - 1.0, Instant.now().getEpochSecond() + 1.0);
        assertThat(of(waiting, "changeover_plan_held", plan)).hasValue(1);
        server.approve(run.id());
        server.ended(run.id());
        Scrape ended = scrape();
        assertThat(of(ended, "changeover_runs_active", plan)).isEmpty();
        assertThat(of(ended, "changeover_decisions_waiting", plan)).isEmpty();
        assertThat(of(ended, "changeover_plan_held", plan)).hasValue(0);
        assertThat(of(ended, "changeover_runs_ended_total", plan, "type", "switchover", "outcome", "COMPLETED"))
                .hasValue(1);
        assertThat(of(ended, "changeover_run_last_duration_seconds", plan, "type", "switchover")
                        .getAsDouble())
                .isPositive();
        assertThat(of(ended, "changeover_plan_active_site", plan, "site", "ams"))
                .hasValue(1);
        assertThat(of(ended, "changeover_plan_active_site", plan, "site", "fra"))
                .hasValue(0);
        assertThat(of(ended, "changeover_plan_state", plan, "state", "ACTIVE")).hasValue(1);
        assertThat(of(ended, "changeover_plan_state", plan, "state", "MOVING")).hasValue(0);
        assertThat(ended.value("changeover_operation_seconds_count", "operation", "promote", "result", "changed")
                        .getAsDouble())
                .isPositive();
        assertThat(ended.value("changeover_step_seconds_count", "process", "move-service")
                        .getAsDouble())
                .isPositive();
    }

    @Test
    void aLagThatIsNotKnownIsAbsentAndNotZero() throws Exception {
        PlanId plan = server.plan("monitor-lag");
        assertThat(of(scrape(), "changeover_lag_known", plan)).isEmpty();
        look(plan, new Lag(OptionalLong.of(4096), Optional.of(Duration.ofMillis(1500))));

        Scrape known = scrape();

        assertThat(of(known, "changeover_lag_seconds", plan, "dataset", "ledger"))
                .hasValue(1.5);
        assertThat(of(known, "changeover_lag_bytes", plan, "dataset", "ledger")).hasValue(4096);
        assertThat(of(known, "changeover_lag_known", plan, "dataset", "ledger")).hasValue(1);
        assertThat(of(known, "changeover_lag_objective_seconds", plan, "dataset", "ledger"))
                .hasValue(5);
        look(plan, Lag.UNKNOWN);
        Scrape lost = scrape();
        assertThat(of(lost, "changeover_lag_seconds", plan)).isEmpty();
        assertThat(of(lost, "changeover_lag_bytes", plan)).isEmpty();
        assertThat(of(lost, "changeover_lag_known", plan, "dataset", "ledger")).hasValue(0);
    }

    @Test
    void alarmsAndWhatNobodyWasToldOfAreCounted() throws Exception {
        try (Told told = new Told(server, jdbc, port, folder)) {
            PlanId plan = told.plan("monitor-told", "");
            told.receiver.away();
            Run run = server.start("reprotect", plan);
            server.ended(run.id());
            Alarm alarm = watch.raise(
                    new Alarm(0, plan, AlarmCode.LAG_ABOVE_RPO, "ledger", "too far", Instant.now(), Optional.empty()));

            Scrape scrape = scrape();

            assertThat(of(scrape, "changeover_alarms", plan, "code", "LAG_ABOVE_RPO"))
                    .hasValue(1);
            assertThat(of(scrape, "changeover_notifications_pending", plan, "receiver", "tickets"))
                    .hasValue(2);
            assertThat(of(scrape, "changeover_notifications_oldest_timestamp_seconds", plan)
                            .getAsDouble())
                    .isPositive();
            watch.clear(alarm.cleared(Instant.now()));
            told.receiver.open();
            told.awaitShown(run.id(), "started SENT", "ended SENT");
            Scrape later = scrape();
            assertThat(of(later, "changeover_alarms", plan)).isEmpty();
            assertThat(of(later, "changeover_notifications_pending", plan)).isEmpty();
            assertThat(later.value("changeover_delivery_seconds_count", "event", "started", "result", "accepted")
                            .getAsDouble())
                    .isPositive();
        }
    }

    @Test
    void theDashboardAndTheRulesAndThePageNameOnlyWhatThereIs() throws Exception {
        server.ended(server.start("reprotect", server.plan("monitor-names")).id());
        scrape(); // a request that the next one counts
        MonitoringFiles files = new MonitoringFiles(scrape());

        assertThat(files.dashboardQueries()).hasSizeGreaterThan(20);
        assertThat(files.alertQueries()).hasSizeGreaterThan(5);
        assertThat(files.mistakes(files.dashboardQueries())).isEmpty();
        assertThat(files.mistakes(files.alertQueries())).isEmpty();
        assertThat(files.notOnThePage()).isEmpty();
        assertThat(files.mistakes(List.of("sum by (plan) (changeover_lag_minutes)")))
                .isNotEmpty();
        assertThat(files.mistakes(List.of("sum by (site) (changeover_lag_seconds)")))
                .hasSize(1);
    }

    private void look(PlanId plan, Lag lag) {
        Instant now = Instant.now();
        Sight sight = new Sight(
                Sight.What.LAG,
                "ledger",
                new SiteId("ams"),
                now,
                lag.equals(Lag.UNKNOWN) ? Found.UNKNOWN : Found.FOLLOWS,
                lag,
                "");
        watch.write(new WatchStore.Now(plan, now, "test", List.of(sight), Map.of()));
    }

    private Scrape scrape() throws Exception {
        Answer answer = http.get("vera", METRICS);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Scrape scrape = Scrape.of(answer.body());
        assertThat(scrape.value("changeover_records_readable")).hasValue(1);
        return scrape;
    }

    private static OptionalDouble of(Scrape scrape, String name, PlanId plan, String... labels) {
        String[] all = new String[labels.length + 2];
        all[0] = "plan";
        all[1] = plan.value();
        System.arraycopy(labels, 0, all, 2, labels.length);
        return scrape.value(name, all);
    }
}
