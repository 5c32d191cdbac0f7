package io.changeover.connector.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.TestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** What takes its time: second authorities, caches, lifetimes. */
class DnsPropagationTest {
    private static final Executor THREADS = task -> new Thread(task).start();

    private final BindServer primary = BindServer.primary("www 3 IN A 127.0.1.1", "far 60 IN A 127.0.1.1");
    private final BindServer secondary = BindServer.secondaryOf(primary);
    private final BindServer resolver = BindServer.resolverOf(primary);
    private final DnsWorld world = new DnsWorld(primary).with("ttl", "3s");

    @AfterEach
    void stop() {
        List.of(resolver, secondary, primary).forEach(BindServer::close);
    }

    private void twoAuthorities() {
        world.with("authorities", List.of(primary.endpoint(), secondary.endpoint()));
    }

    private static CompletableFuture<Result> later(Call call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return call.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                THREADS);
    }

    private interface Call {
        Result run() throws Exception;
    }

    @Test
    void aSwitchIsDoneWhenTheLastAuthorityHasFollowed() throws Exception {
        twoAuthorities();

        CompletableFuture<Result> result = later(() -> world.run(Operation.SWITCH, "ams"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> primary.records("www", Type.A).equals(List.of("3 127.0.1.2")));
        assertThat(result).as("before the second authority has it").isNotDone();
        secondary.follow();

        assertThat(result.get(15, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(secondary.records("www", Type.A)).containsExactly("3 127.0.1.2");
    }

    @Test
    void anAuthorityThatDoesNotFollowIsNamedWithWhatItSays() throws Exception {
        twoAuthorities();

        ConnectorException failure = world.failure(Operation.SWITCH, "ams", Duration.ofMillis(900));

        assertThat(failure.code()).isEqualTo("DNS_SERVER_LAGS");
        assertThat(failure.verdict()).isEqualTo(Verdict.TRANSIENT);
        assertThat(failure)
                .hasMessageContaining("wanted 127.0.1.2 at %s as at %s, found 127.0.1.1"
                        .formatted(secondary.endpoint(), primary.endpoint()));
        secondary.follow();
        assertThat(world.run(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void authoritiesThatDifferAreNotAState() throws Exception {
        twoAuthorities();
        primary.update("update delete www.dr.test A", "update add www.dr.test 3 A 127.0.1.2");

        ConnectorException failure = world.failure(Operation.READ, "fra", Duration.ofSeconds(5));

        assertThat(failure.code()).isEqualTo("DNS_SERVERS_DIFFER");
        assertThat(failure)
                .hasMessageContaining("wanted 127.0.1.2 at %s as at %s, found 127.0.1.1"
                        .formatted(secondary.endpoint(), primary.endpoint()));
    }

    @Test
    void anAuthorityThatIsDownIsNamedAndKeepsNobodyFromTheOther() throws Exception {
        twoAuthorities();
        secondary.stop();

        ConnectorException read = world.failure(Operation.READ, "fra", Duration.ofSeconds(5));
        ConnectorException moved = world.failure(Operation.SWITCH, "ams", Duration.ofMillis(900));

        for (ConnectorException failure : List.of(read, moved)) {
            assertThat(failure.verdict()).isEqualTo(Verdict.TRANSIENT);
            assertThat(failure).hasMessageContaining(secondary.endpoint()).hasMessageContaining("found no answer");
        }
        assertThat(primary.records("www", Type.A)).containsExactly("3 127.0.1.2");
    }

    @Test
    void aSecondaryThatTakesNoUpdatesIsRefusedBeforeAnythingIsStopped() throws Exception {
        world.with("server", secondary.endpoint()).with("authorities", List.of(primary.endpoint()));

        ConnectorException failure = world.failure(Operation.READ, "fra", Duration.ofSeconds(5));

        assertThat(failure.verdict()).as(failure.getMessage()).isEqualTo(Verdict.PERMANENT);
        assertThat(failure).hasMessageContaining(secondary.endpoint()).hasMessageContaining("to take updates, found");
    }

    @Test
    void aResolverIsWaitedForUntilTheFormerAnswerHasRunOut() throws Exception {
        world.with("resolvers", resolver.endpoint());
        assertThat(resolver.records("www", Type.A)).containsExactly("3 127.0.1.1");
        TestContext context = DnsWorld.context(Duration.ofSeconds(20));

        Result result = world.run(Operation.SWITCH, "ams", context);

        assertThat(result.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(context.readings())
                .filteredOn(reading -> reading.name().equals("resolver " + resolver.endpoint()))
                .extracting(reading -> reading.value().replaceAll(",.*", ""))
                .startsWith("127.0.1.1")
                .endsWith("127.0.1.2");
    }

    @Test
    void aResolverThatStillHasTheFormerAnswerIsNamedWithTheTimeItTakes() throws Exception {
        world.with("record", "far").with("ttl", "60s").with("resolvers", resolver.endpoint());
        resolver.records("far", Type.A);

        ConnectorException failure = world.failure(Operation.SWITCH, "ams", Duration.ofMillis(900));

        assertThat(failure.code()).isEqualTo("ROUTE_STILL_CACHED");
        assertThat(failure.verdict()).isEqualTo(Verdict.TRANSIENT);
        assertThat(failure)
                .hasMessageContaining("wanted 127.0.1.2 at the resolver " + resolver.endpoint())
                .hasMessageMatching(".*found 127\\.0\\.1\\.1, for at most (1 min|5\\d\\.0 s).* more");
        assertThat(primary.records("far", Type.A)).containsExactly("60 127.0.1.2");
    }

    @Test
    void aShorterLifetimeIsWaitedForInFullEvenWhenItIsFoundSet() throws Exception {
        world.with("movingTtl", "1s");
        Instant begin = Instant.now();

        assertThat(world.run(Operation.SHORTEN, "fra").outcome()).isEqualTo(Outcome.CHANGED);
        Instant middle = Instant.now();
        assertThat(world.run(Operation.SHORTEN, "fra").outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(Duration.between(begin, middle)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(Duration.between(middle, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(primary.records("www", Type.A)).containsExactly("1 127.0.1.1");

        assertThat(world.run(Operation.RESTORE, "fra").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(primary.records("www", Type.A)).containsExactly("3 127.0.1.1");
    }

    @Test
    void withoutAMovingLifetimeNothingIsTouched() throws Exception {
        long serial = primary.serial();

        assertThat(world.run(Operation.SHORTEN, "fra").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(world.run(Operation.RESTORE, "fra").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(primary.serial()).isEqualTo(serial);
    }

    @Test
    void aWaitLongerThanTheOperationMayTakeIsRefusedBeforeItBegins() throws Exception {
        world.with("record", "far").with("ttl", "60s").with("movingTtl", "5s");

        ConnectorException failure = world.failure(Operation.SHORTEN, "fra", Duration.ofSeconds(10));

        assertThat(failure.code()).isEqualTo("ROUTE_WAIT_TOO_LONG");
        assertThat(failure.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(primary.records("far", Type.A)).containsExactly("60 127.0.1.1");
    }

    @Test
    void aLifetimeAboveThePlansIsFoundByReading() throws Exception {
        world.with("record", "far").with("movingTtl", "1s");

        for (Operation operation : List.of(Operation.READ, Operation.SHORTEN)) {
            assertThat(world.failure(operation, "fra", Duration.ofSeconds(10)))
                    .hasMessageContaining("wanted a TTL of at most 3 s as in the plan, found 60 s");
        }
    }
}
