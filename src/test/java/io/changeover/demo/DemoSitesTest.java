package io.changeover.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The real sites, moved by hand over SSH. The moving test comes last, as it changes who is the primary. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoSitesTest {
    @TempDir
    static Path temporary;

    private static Scene scene;

    private record Answer(int exit, String output, String error) {}

    @BeforeAll
    static void build() throws Exception {
        scene = Scene.build(temporary.resolve("scene"));
    }

    @AfterAll
    static void close() throws IOException {
        Path path = scene.folder.path();
        scene.close();
        assertThat(path).doesNotExist();
        assertThat(new Processes(path).alive()).isEmpty();
        try (Cleanup cleanup = new Cleanup()) {
            int port = scene.sites.routePort();
            assertThat(Ports.reserve(port, 1, List.of("127.0.0.1"), cleanup)).isEqualTo(port);
        }
    }

    @Test
    @Order(1)
    void carriesStreamsAndExitCodeOfARealShell() throws Exception {
        Answer answer = ssh("fra", "cat; echo to-error >&2; pwd; exit 7", "from-input\n");

        assertThat(answer.exit()).isEqualTo(7);
        assertThat(answer.output())
                .isEqualTo("from-input\n" + scene.sites.site("fra").home() + "\n");
        assertThat(answer.error()).isEqualTo("to-error\n");
    }

    @Test
    @Order(1)
    void endsTheCommandWhenItsChannelCloses() throws Exception {
        Path file = scene.folder.path().resolve("pid");
        Session session = session("ams");
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand("sleep 300 & echo $! > " + file + "; wait");
            channel.connect(5_000);
            await().until(() -> Files.exists(file) && Files.size(file) > 1);
            long sleep = Long.parseLong(Files.readString(file).strip());
            assertThat(isRunning(sleep)).isTrue();

            channel.disconnect();

            await().untilAsserted(() -> assertThat(isRunning(sleep)).isFalse());
        } finally {
            session.disconnect();
        }
    }

    @Test
    @Order(1)
    void refusesAnybodyWithoutTheKey() throws Exception {
        Place place = scene.sites.site("fra").place();
        JSch client = new JSch();
        client.setKnownHosts(scene.sites.keys().knownHosts().toString());
        Session session = client.getSession(SshSite.USER, place.address(), place.ssh());
        session.setPassword("anything");

        assertThatThrownBy(() -> session.connect(5_000))
                .isInstanceOf(JSchException.class)
                .hasMessageContaining("Auth");
    }

    @Test
    @Order(1)
    void answersHealthyOnlyWhereTheDatabaseTakesWrites() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("\"site\":\"fra\"").contains("\"database\":\"primary\"");
        assertThat(ssh("ams", "bin/shop start shop-1", "").exit()).isZero();
        Place ams = scene.sites.site("ams").place();
        URI standby = URI.create("http://" + ams.address() + ":" + ams.shop() + "/health");
        await().ignoreExceptions().untilAsserted(() -> {
            HttpResponse<String> answer = get(standby);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"database\":\"standby\"");
        });
        assertThat(ssh("ams", "bin/shop stop shop-1", "").exit()).isZero();
    }

    @Test
    @Order(1)
    void statusTellsARunningShopFromAStoppedOne() throws Exception {
        assertThat(ssh("fra", "bin/shop status shop-1", "").exit()).isZero();
        assertThat(ssh("fra", "bin/shop start shop-1", "").output()).contains("runs already");
        assertThat(ssh("ams", "bin/shop status shop-1", "").exit()).isEqualTo(3);
        assertThat(ssh("ams", "bin/shop stop shop-1", "").exit()).isZero();
    }

    @Test
    @Order(1)
    void takesAnotherPortWhereTheUsualOneIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                Cleanup cleanup = new Cleanup()) {
            int port = taken.getLocalPort();
            assertThat(Ports.reserve(port, 1, List.of("0.0.0.0"), cleanup)).isGreaterThan(port);
        }
    }

    @Test
    @Order(1)
    void neverGivesTwoDemonstrationsTheSamePort() throws IOException {
        try (Cleanup first = new Cleanup();
                Cleanup second = new Cleanup()) {
            int port = Ports.reserve(22_000, 2, List.of("127.0.0.1"), first);
            assertThat(Ports.reserve(22_000, 2, List.of("127.0.0.1"), second)).isGreaterThan(port + 1);
        }
    }

    @Test
    @Order(2)
    void losesNoAcknowledgedOrderWhenMovedByHand() throws Exception {
        Ledger ledger = new Ledger(scene.folder.path().resolve("orders.log"), Clock.systemUTC());
        Orders orders = Orders.begin(scene.sites.routePort(), ledger);
        await().until(() -> ledger.size() > 200);
        String fra = scene.sites.site("fra").database().data().toString();
        String ams = scene.sites.site("ams").database().data().toString();
        String pgCtl =
                (scene.sites.commands().prefix() + " " + scene.folder.path().resolve("postgresql/bin/pg_ctl")).strip();

        assertThat(ssh("fra", "bin/shop stop shop-2; bin/shop stop shop-1", "").exit())
                .isZero();
        assertThat(ssh("fra", pgCtl + " -D " + fra + " -m fast -w stop", "").exit())
                .isZero();
        assertThat(ssh("ams", pgCtl + " -D " + ams + " -w promote", "").exit()).isZero();
        assertThat(ssh("ams", "bin/shop start shop-1 && bin/shop start shop-2", "")
                        .exit())
                .isZero();
        assertThat(ssh("ams", "printf %s ams > " + scene.sites.routeFile(), "").exit())
                .isZero();
        int before = ledger.size();
        await().atMost(Duration.ofSeconds(20)).until(() -> ledger.size() > before + 100);
        orders.end();

        List<Ledger.Entry> all = ledger.since(0);
        assertThat(all.get(0).site()).isEqualTo("fra");
        assertThat(all.get(all.size() - 1).site()).isEqualTo("ams");
        assertThat(Ledger.balance(all, scene.sites.ordersAt("ams"))).isEqualTo(new Ledger.Balance(0, 0));
        assertThat(Ledger.longestGap(all)).isLessThan(Duration.ofSeconds(15));
        ledger.close();
        assertThat(scene.folder.path().resolve("orders.log")).content().hasLineCount(all.size());
    }

    private static Session session(String site) throws JSchException {
        Place place = scene.sites.site(site).place();
        JSch client = new JSch();
        client.addIdentity(scene.sites.keys().privateKey().toString());
        client.setKnownHosts(scene.sites.keys().knownHosts().toString());
        Session session = client.getSession(SshSite.USER, place.address(), place.ssh());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.connect(5_000);
        return session;
    }

    private static Answer ssh(String site, String script, String input) throws Exception {
        Session session = session(site);
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            ByteArrayOutputStream error = new ByteArrayOutputStream();
            channel.setCommand(script);
            channel.setInputStream(new java.io.ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            channel.setOutputStream(output);
            channel.setErrStream(error);
            channel.connect(5_000);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .until(channel::isClosed);
            return new Answer(
                    channel.getExitStatus(),
                    output.toString(StandardCharsets.UTF_8),
                    error.toString(StandardCharsets.UTF_8));
        } finally {
            session.disconnect();
        }
    }

    private static boolean isRunning(long pid) {
        try {
            return Files.size(Path.of("/proc", Long.toString(pid), "cmdline")) >= 0
                    && Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                                    .length()
                            > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return get(URI.create("http://127.0.0.1:" + scene.sites.routePort() + path));
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
