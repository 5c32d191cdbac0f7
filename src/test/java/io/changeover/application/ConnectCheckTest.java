package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.application.port.FreshLogins;
import io.changeover.application.port.OperationExecutor;
import io.changeover.config.Connectors;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.planfile.PlanReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectCheckTest {
    private static final String SSH = "ssh: { user: dr }";
    private static final ProtectionPlan PLAN = new PlanReader(Connectors.descriptors())
            .read("""
                    plan: shop
                    objectives: { rpo: 5s, rto: 60s }
                    sites: { fra: { preferred: true }, ams: {} }
                    hosts:
                      fra-1: { site: fra, address: 10.0.0.1, %1$s }
                      ams-1: { site: ams, address: 10.0.0.2, %1$s }
                      idle: { site: ams, address: 10.0.0.3, %1$s }
                    groups:
                      - name: app
                        instances:
                          - { name: shop-1, connector: systemd, unit: shop, fra: { host: fra-1 }, ams: { host: ams-1 }, check: { tcp: "${host}:1", within: 10m } }
                    limits: { operation: 1h, clockSkew: 5s }
                    """.formatted(SSH))
            .plan()
            .orElseThrow();

    private final List<FanOut> open = new ArrayList<>();
    private final Queue<Duration> limits = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        open.forEach(FanOut::close);
    }

    @Test
    void asksEveryHostThatIsUsedAndEveryMemberAtBothSitesAndNobodyForLong() {
        Heard heard = new Heard();

        List<OperationRecord> ended = check((plan, run, operation, variables) -> {
                    limits.add(plan.limits().operation());
                    limits.add(plan.instance("shop-1")
                            .orElseThrow()
                            .checks()
                            .get(0)
                            .within());
                    return done(operation, Map.of());
                })
                .check(PLAN, PLAN.preferredSite(), "olga", heard);

        assertThat(ended)
                .extracting(one -> one.operation() + " " + one.target() + "@" + one.site())
                .containsExactly(
                        "PROBE fra-1@fra",
                        "PROBE ams-1@ams",
                        "STATUS shop-1@fra",
                        "STATUS shop-1@ams",
                        "CHECK shop-1@fra");
        assertThat(limits).isNotEmpty().allSatisfy(limit -> assertThat(limit).isEqualTo(ConnectCheck.LONGEST));
        assertThat(heard.planned).hasSize(5);
        assertThat(heard.ended).hasSize(5);
    }

    @Test
    void clocksThatAreTooFarApartRefuteBothProbes() {
        List<OperationRecord> ended = skewed(3_000, -3_000);

        assertThat(ended.subList(0, 2)).allSatisfy(probe -> {
            assertThat(probe.state()).isEqualTo(OperationState.FAILED);
            assertThat(probe.errorCode()).contains("CLOCKS_APART");
            assertThat(probe.message().orElseThrow()).contains("found 6.0 s apart: ams-1 is behind");
        });
        assertThat(ended.get(2).state()).isEqualTo(OperationState.DONE);
    }

    @Test
    void clocksThatAreNearEnoughAreFine() {
        assertThat(skewed(3_000, -2_000))
                .allSatisfy(one -> assertThat(one.state()).isEqualTo(OperationState.DONE));
    }

    private List<OperationRecord> skewed(long fra, long ams) {
        return check((plan, run, operation, variables) -> {
                    String skew = Long.toString(operation.target().equals("fra-1") ? fra : ams);
                    return done(operation, Map.of("skewLeastMillis", skew, "skewMostMillis", skew));
                })
                .check(PLAN, PLAN.preferredSite(), "olga", new Heard());
    }

    @Test
    void aServerThatIsAtManyChecksRefusesOneMore() {
        CountDownLatch held = new CountDownLatch(1);
        Queue<String> begun = new ConcurrentLinkedQueue<>();
        ConnectCheck check = check((plan, run, operation, variables) -> {
            begun.add(run.requester());
            held.await();
            return done(operation, Map.of());
        });
        List<CompletableFuture<List<OperationRecord>>> under = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String user = "user-" + i;
            under.add(CompletableFuture.supplyAsync(
                    () -> check.check(PLAN, PLAN.preferredSite(), user, new Heard()), Executors.newCachedThreadPool()));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> begun.stream().distinct().count() == 4);

        assertThatThrownBy(() -> check.check(PLAN, PLAN.preferredSite(), "olga", new Heard()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("CHECK_BUSY");

        held.countDown();
        under.forEach(CompletableFuture::join);
        assertThat(check.check(PLAN, PLAN.preferredSite(), "olga", new Heard())).hasSize(5);
    }

    @Test
    void whenNobodyListensAnyMoreTheRestIsNotAsked() {
        ConnectCheck check = check((plan, run, operation, variables) -> done(operation, Map.of()));
        Heard gone = new Heard() {
            @Override
            public void begun(OperationRecord operation) {
                throw new IllegalStateException("nobody listens");
            }
        };

        assertThatThrownBy(() -> check.check(PLAN, PLAN.preferredSite(), "olga", gone))
                .isInstanceOf(IllegalStateException.class);
        assertThat(gone.ended).isEmpty();
        assertThat(check.check(PLAN, PLAN.preferredSite(), "olga", new Heard())).hasSize(5);
    }

    private ConnectCheck check(OperationExecutor executor) {
        FanOut fanOut = new FanOut(Executors.newCachedThreadPool(), executor);
        open.add(fanOut);
        return new ConnectCheck(fanOut, () -> new FreshLogins.Lease(executor, () -> {}), Clock.systemUTC());
    }

    private static OperationRecord done(OperationRecord operation, Map<String, String> outputs) {
        return new OperationRecord(
                operation.id(),
                operation.step(),
                operation.number(),
                operation.rank(),
                operation.operation(),
                operation.target(),
                operation.check(),
                operation.site(),
                operation.host(),
                OperationState.DONE,
                operation.outcome(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("fine"),
                1,
                List.of(),
                outputs,
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static class Heard implements ConnectCheck.Progress {
        final Queue<OperationRecord> planned = new ConcurrentLinkedQueue<>();
        final Queue<OperationRecord> ended = new ConcurrentLinkedQueue<>();

        @Override
        public void planned(List<OperationRecord> all) {
            planned.addAll(all);
        }

        @Override
        public void begun(OperationRecord operation) {}

        @Override
        public void ended(OperationRecord operation) {
            ended.add(operation);
        }
    }
}
