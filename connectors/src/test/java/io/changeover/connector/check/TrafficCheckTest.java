package io.changeover.connector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.changeover.connector.dns.BindServer;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficCheckTest extends ConnectorContractTest {
    @TempDir
    Path folder;

    private final TrafficCheck check = new TrafficCheck();
    private BindServer bind;
    private WebSite fra;
    private WebSite ams;

    @BeforeEach
    void startSites() throws IOException {
        fra = WebSite.start("fra", "127.0.1.1", 0, folder, HttpServer::create);
        ams = WebSite.start("ams", "127.0.1.2", fra.port(), folder, HttpServer::create);
        bind = BindServer.primary(
                "www 60 IN A 127.0.1.2", "alias 60 IN CNAME www", "both 60 IN A 127.0.1.1", "both 60 IN A 127.0.1.2");
    }

    @AfterEach
    void stopSites() {
        fra.close();
        ams.close();
        bind.close();
    }

    @Override
    protected Connector connector() {
        return check;
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(new Scenario(
                "check",
                () -> {},
                request(Map.of(
                        "traffic",
                        url("www") + "?key=" + SECRET,
                        "header",
                        "X-Site",
                        "headers",
                        Map.of("X-Token", SECRET))),
                TrafficCheckTest::context,
                () -> "",
                ams::close));
    }

    private String url(String name) {
        return "http://%s.dr.test:%d/".formatted(name, fra.port());
    }

    private static TestContext context() {
        return TestContext.local(new LocalShell());
    }

    private Request request(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("traffic", url("www"));
        all.putIfAbsent("resolver", bind.endpoint());
        return new Request(Operation.CHECK, target("ams", all), target("fra", all), false, Map.of());
    }

    private static Target target(String site, Map<String, ?> settings) {
        Host host = new Host(site + "-web", site, "127.0.0.1", Settings.NONE);
        return new Target(Kind.CHECK, "www", site, host, Settings.of(settings));
    }

    private ConnectorException failure(Map<String, ?> settings) throws InterruptedException {
        return failure(settings, context());
    }

    private ConnectorException failure(Map<String, ?> settings, TestContext context) throws InterruptedException {
        try {
            throw new AssertionError("wanted a failure, found: "
                    + check.execute(request(settings), context).message());
        } catch (ConnectorException e) {
            return e;
        }
    }

    @Test
    void everyRequestLeavesItsAddressAndSite() throws Exception {
        TestContext context = context();

        String said = check.execute(request(Map.of("header", "X-Site", "requests", "4")), context)
                .message();

        assertThat(said).contains("4 requests in a row served by ams");
        assertThat(context.readings())
                .extracting(reading -> reading.name() + ": " + reading.value())
                .containsExactly(
                        "request 1: 127.0.1.2, status 200, served by ams",
                        "request 2: 127.0.1.2, status 200, served by ams",
                        "request 3: 127.0.1.2, status 200, served by ams",
                        "request 4: 127.0.1.2, status 200, served by ams");
        assertThat(ams.hosts()).containsOnly("www.dr.test:" + fra.port());
        assertThat(fra.hosts()).isEmpty();
    }

    @Test
    void theNameIsResolvedAnewForEveryRequest() throws Exception {
        bind.update("update delete www.dr.test A", "update add www.dr.test 3600 A 127.0.1.1");
        Map<String, String> settings = Map.of("header", "X-Site", "requests", "3");
        assertThat(failure(settings))
                .hasMessageContaining("request 1 to 127.0.1.1: wanted it served by 'ams', found 'fra'");
        bind.update("update delete www.dr.test A", "update add www.dr.test 3600 A 127.0.1.2");
        check.execute(request(settings), context());

        ams.beforeAnswering(
                2, () -> bind.update("update delete www.dr.test A", "update add www.dr.test 3600 A 127.0.1.1"));

        TestContext context = context();
        ConnectorException failure = failure(settings, context);
        assertThat(failure.verdict()).isEqualTo(Verdict.TRANSIENT);
        assertThat(failure).hasMessageContaining("request 3 to 127.0.1.1: wanted it served by 'ams', found 'fra'");
        assertThat(context.lastReading("request 3")).isEqualTo("127.0.1.1, status 200, served by fra");
    }

    @Test
    void aliasesAreFollowedAndEveryAddressIsTried() throws Exception {
        assertThat(check.execute(request(Map.of("traffic", url("alias"), "header", "x-site")), context())
                        .message())
                .contains("served by ams");
        assertThat(failure(Map.of("traffic", url("both"), "header", "X-Site")))
                .hasMessageContaining("wanted it served by 'ams', found 'fra'");
    }

    @Test
    void theSiteMayStandInTheBodyUnderANameOfItsOwn() throws Exception {
        check.execute(request(Map.of("json", "$.site")), context());
        check.execute(request(Map.of("body", "\"site\": *\"(\\w+)\"")), context());
        check.execute(request(Map.of("body", "ams", "traffic", url("www") + "unchunked")), context());

        assertThat(failure(Map.of("json", "$.site", "site", "amsterdam")))
                .hasMessageContaining("wanted it served by 'amsterdam', found 'ams'");
        assertThat(failure(Map.of("body", "served by (.*)")))
                .hasMessageContaining("wanted it served by 'ams', found ''");
        assertThat(failure(Map.of("body", "(")).verdict()).isEqualTo(Verdict.PERMANENT);
    }

    @Test
    void anotherStatusIsNotServing() throws Exception {
        assertThat(failure(Map.of("header", "X-Site", "expect", "204")))
                .hasMessageContaining("wanted status 204, found 200");
    }

    @Test
    void aNameThatHasNoAddressAndAServerThatIsSilentAreNamed() throws Exception {
        assertThat(failure(Map.of("header", "X-Site", "traffic", url("none"))))
                .hasMessageContaining("none.dr.test has no address at");
        assertThat(failure(Map.of("header", "X-Site", "traffic", url("www") + "silent", "timeout", "300ms")))
                .hasMessageContaining("wanted an answer, found")
                .hasMessageContaining("at 127.0.1.2");
    }

    @Test
    void theSitesOwnCountsAreTheProof() throws Exception {
        TestContext context = context();
        Map<String, String> settings = Map.of("seen", "cat " + folder + "/$CHANGEOVER_SITE", "requests", "5");

        check.execute(request(settings), context);

        assertThat(context.lastReading("seen at ams before")).isEqualTo("0");
        assertThat(context.lastReading("seen at ams after")).isEqualTo("5");
        assertThat(context.lastReading("seen at fra after")).isEqualTo("0");
    }

    @Test
    void requestsThatTheSourceStillSeesAreNoProof() throws Exception {
        Map<String, String> settings = Map.of("seen", "cat " + folder + "/$CHANGEOVER_SITE", "requests", "5");
        ams.beforeAnswering(3, fra::count);

        assertThat(failure(settings)).hasMessageContaining("wanted no more requests seen at fra, found 1");
    }

    @Test
    void requestsThatTheTargetDoesNotCountAreNoProof() throws Exception {
        Map<String, String> settings = Map.of("seen", "echo 7", "requests", "5", "timeout", "200ms");

        assertThat(failure(settings)).hasMessageContaining("wanted at least 5 more requests seen at ams, found 0");
        assertThat(failure(Map.of("seen", "echo many")))
                .hasMessageContaining("wanted a number from 'seen' at fra on fra-web (127.0.0.1), found exit 0 (many)");
    }

    @Test
    void questionsThatProveNothingAreRefused() {
        assertThatThrownBy(() -> check.execute(request(Map.of()), context()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wanted 'header', 'json', 'body' or 'seen'");
        assertThatThrownBy(() -> check.execute(request(Map.of("header", "X-Site", "requests", "0")), context()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.execute(request(Map.of("header", "X-Site", "traffic", "ftp://x/")), context()))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT));
    }

    @Test
    void withoutAResolverThisMachinesOwnNamesHold() throws Exception {
        Map<String, Object> settings =
                Map.of("header", "X-Site", "traffic", "http://127.0.1.2:%d/".formatted(fra.port()));
        Target target = target("ams", settings);

        assertThat(check.execute(new Request(Operation.CHECK, target, null, false, Map.of()), context())
                        .message())
                .contains("served by ams");
    }
}
