package io.changeover.connector.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class DnsConnectorTest extends ConnectorContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BindServer bind =
            BindServer.primary("www 60 IN A 127.0.1.1", "six 60 IN AAAA fd00::1", "alias 60 IN CNAME www.dr.test.");
    private final DnsWorld world = new DnsWorld(bind);

    @AfterEach
    void stop() {
        bind.close();
    }

    @Override
    protected Connector connector() {
        return world.connector();
    }

    @Override
    protected List<Scenario> scenarios() {
        world.with("ttl", "1s").with("movingTtl", "500ms");
        return List.of(
                scenario("read", Operation.READ, "fra", "update add www 1 A 127.0.1.1"),
                scenario("switch", Operation.SWITCH, "ams", "update add www 1 A 127.0.1.1"),
                scenario("shorten", Operation.SHORTEN, "fra", "update add www 1 A 127.0.1.1"),
                scenario("restore", Operation.RESTORE, "fra", "update add www 0 A 127.0.1.1"));
    }

    private Scenario scenario(String name, Operation operation, String site, String record) {
        return new Scenario(
                name,
                () -> {
                    bind.start();
                    bind.update("update delete www.dr.test A", record.replace("www", "www.dr.test"));
                },
                world.request(operation, site),
                () -> DnsWorld.context(LIMIT),
                () -> bind.serial() + " " + bind.records("www", Type.A),
                bind::stop);
    }

    @Test
    void readingNamesSiteValueAndLifetime() throws Exception {
        TestContext context = DnsWorld.context(LIMIT);

        Result result = world.run(Operation.READ, "fra", context);

        assertThat(result.outputs())
                .containsEntry("site", "fra")
                .containsEntry("value", DnsWorld.FRA)
                .containsEntry("ttl", "60");
        assertThat(context.lastReading("server " + bind.endpoint())).isEqualTo("127.0.1.1, TTL 60 s");
        assertThat(context.lastReading("authorities")).isEqualTo(bind.endpoint());
        assertThat(world.run(Operation.READ, "ams").outputs()).containsEntry("site", "fra");
    }

    @Test
    void switchesThereAndBackWithTheUsualLifetime() throws Exception {
        world.with("ttl", "90s");

        Result there = world.run(Operation.SWITCH, "ams");

        assertThat(there.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(there.outputs()).containsEntry("site", "ams").containsEntry("formerTtl", "60");
        assertThat(bind.records("www", Type.A)).containsExactly("90 127.0.1.2");
        assertThat(world.run(Operation.SWITCH, "fra").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(bind.records("www", Type.A)).containsExactly("90 127.0.1.1");
    }

    @Test
    void movesAddressesOfVersion6AndAliases() throws Exception {
        world.with("record", "six").with("type", "AAAA").values("fd00::1", "fd00:0::2");
        assertThat(world.run(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(bind.records("six", Type.AAAA)).containsExactly("60 fd00:0:0:0:0:0:0:2");

        world.with("record", "alias").with("type", "CNAME").values("WWW.dr.test", "ns.dr.test.");
        assertThat(world.run(Operation.READ, "ams").outputs()).containsEntry("site", "fra");
        assertThat(world.run(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(bind.records("alias", Type.CNAME)).containsExactly("60 ns.dr.test.");
    }

    @Test
    void whatOthersHaveWrittenIsNeverOverwritten() throws Exception {
        bind.update("update add www.dr.test 60 A 127.0.9.9");
        long serial = bind.serial();

        for (Operation operation : List.of(Operation.SWITCH, Operation.READ)) {
            ConnectorException failure = world.failure(operation, "ams", LIMIT);

            assertThat(failure.code()).isEqualTo("ROUTE_CHANGED_BY_OTHERS");
            assertThat(failure.verdict()).isEqualTo(Verdict.PERMANENT);
            assertThat(failure)
                    .hasMessageContaining("wanted 127.0.1.2 (ams) or 127.0.1.1 (fra)")
                    .hasMessageContaining("found 127.0.1.1 and 127.0.9.9; it is not overwritten");
        }
        assertThat(bind.serial()).isEqualTo(serial);
    }

    @Test
    void anAliasInPlaceOfTheAddressIsSomebodyElsesToo() throws Exception {
        world.with("record", "alias");

        assertThat(world.failure(Operation.SWITCH, "ams", LIMIT)).hasMessageContaining("found CNAME www.dr.test.");
    }

    @Test
    void aChangeBetweenReadingAndWritingIsNoticedByTheServer() throws Exception {
        DnsRoute route = new DnsRoute(world.request(Operation.SWITCH, "ams"));
        TestContext context = DnsWorld.context(LIMIT);
        Servers servers = new Servers(route, context);
        Updates updates = new Updates(route, servers, context);
        bind.update("update delete www.dr.test A", "update add www.dr.test 60 A 127.0.9.9");

        Updates.Taken taken = updates.replace(route.value(route.request().requiredPeer()), route.wanted());

        assertThat(taken).isEqualTo(Updates.Taken.OUTDATED);
        assertThat(bind.records("www", Type.A)).containsExactly("60 127.0.9.9");
    }

    @Test
    void aKeyThatCannotChangeTheRecordIsFoundByReading() throws Exception {
        long serial = bind.serial();
        String wrong = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

        assertRefused("DNS_SECRET_WRONG", "BADSIG: the secret of the key 'dr-key'", "secret", wrong);
        world.with("secret", BindServer.SECRET);
        assertRefused("DNS_KEY_UNKNOWN", "BADKEY: it does not know the key 'dr-key'", "algorithm", "hmac-sha512");
        world.without("algorithm");
        assertRefused("DNS_KEY_UNKNOWN", "BADKEY: it does not know the key 'other'", "key", "other");
        assertRefused("DNS_UPDATE_REFUSED", "REFUSED: the key 'idle-key' may not", "key", BindServer.IDLE_KEY);
        world.without("secret").without("key");
        assertRefused("DNS_UPDATE_REFUSED", "REFUSED: an unsigned update may not", "timeout", "1s");
        assertThat(bind.serial()).isEqualTo(serial);
    }

    private void assertRefused(String code, String said, String setting, String value) throws Exception {
        ConnectorException failure = world.with(setting, value).failure(Operation.READ, "fra", LIMIT);

        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        assertThat(failure.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(failure).hasMessageContaining(said).hasMessageNotContaining(value.length() > 20 ? value : "xyzzy");
    }

    @Test
    void aSkewedClockIsToldWithBothTimes() throws Exception {
        SkewedContext context =
                new SkewedContext(DnsWorld.context(LIMIT), Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));

        ConnectorException failure = world.failure(Operation.READ, "fra", context);

        assertThat(failure.code()).as(failure.getMessage()).isEqualTo("DNS_CLOCK_SKEWED");
        assertThat(failure.verdict()).isEqualTo(Verdict.PERMANENT);
        assertThat(failure).hasMessageContaining("BADTIME: its clock says 2").hasMessageContaining("ours 2");
    }

    @Test
    void aRecordThatIsNotThereIsAnErrorAndNotMade() throws Exception {
        ConnectorException failure = world.with("record", "none").failure(Operation.SWITCH, "ams", LIMIT);

        assertThat(failure).hasMessageContaining("www (none.dr.test. A)").hasMessageContaining("found no record");
        assertThat(bind.records("none", Type.A)).isEmpty();
    }

    @Test
    void aZoneThatTheServerDoesNotHoldIsNamed() throws Exception {
        assertThat(world.with("zone", "other.test").failure(Operation.READ, "fra", LIMIT))
                .hasMessageContaining("wanted other.test. NS of " + bind.endpoint() + ", found REFUSED");
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        assertUnusable(
                "value: wanted an address of type A, found 'fra-web'", new DnsWorld(bind).values("fra-web", "x"));
        assertUnusable("found 127.0.1.1 for both", new DnsWorld(bind).values("127.0.1.1", "127.0.1.1"));
        assertUnusable("movingTtl: wanted less than the ttl of 60 s", new DnsWorld(bind).with("movingTtl", "60s"));
        assertUnusable("record: wanted a name in dr.test.", new DnsWorld(bind).with("record", "www.example.org."));
        assertUnusable("wanted both 'key' and 'secret'", new DnsWorld(bind).without("secret"));
        assertUnusable("secret: wanted base64", new DnsWorld(bind).with("secret", SECRET));
    }

    private static void assertUnusable(String message, DnsWorld unusable) {
        assertThatThrownBy(() -> unusable.run(Operation.READ, "fra"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(SECRET);
    }
}
