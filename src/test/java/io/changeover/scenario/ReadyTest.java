package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.connector.postgresql.PostgresPair;
import io.changeover.connector.ssh.ExpiredLogin;
import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.scenario.HttpDoor.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is wrong with real hosts is found before anything is stopped: when a person asks, and when a run begins. */
@SimulatedTest
class ReadyTest {
    private static final String HOSTS = """
            hosts:
              fra-1: { site: fra, address: %1$s, ssh: { user: root, port: %2$d, key: %3$s/id, knownHosts: %3$s/known_hosts } }
              ams-1: { site: ams, address: %1$s, ssh: { user: root, port: %4$d, key: %5$s/id, knownHosts: %6$s } }
            """;

    @Autowired
    private SimulatedServer server;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private HttpDoor http;
    private OpenSshDaemon daemon;
    private OpenSshDaemon twin;
    private Path home;
    private Path second;

    @BeforeEach
    void open() throws Exception {
        http = new HttpDoor(port);
        home = Files.createDirectory(folder.resolve("home"));
        daemon = new OpenSshDaemon(home);
        second = Files.createDirectory(folder.resolve("second"));
        twin = new OpenSshDaemon(second);
    }

    @AfterEach
    void close() {
        daemon.close();
        twin.close();
    }

    @Test
    void aPlanWithoutFaultIsReadyAndNothingWasChangedOrBegun() throws Exception {
        String yaml = yaml("ready-fine", twin.port(), second, second.resolve("known_hosts"), "");
        server.plan("ready-fine");
        server.apply(new PlanId("ready-fine"), yaml);

        Answer answer = http.send("olga", "POST", "/api/v1/plans/ready-fine/check?connect=true", "", "text/yaml");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("ready").asBoolean()).as(answer.body()).isTrue();
        assertThat(answer.json().get("findings").findValuesAsText("operation"))
                .contains("PROBE", "STATUS", "MEASURE", "READ", "CHECK")
                .hasSize(2 + 6 + 1 + 1 + 3);
        assertThat(server.sites.effects()).isEmpty();
        assertThat(server.status(new PlanId("ready-fine")).runs()).isZero();
    }

    @Test
    void itIsToldLineByLineWhileItGoesOn() throws Exception {
        String yaml = yaml("ready-lines", twin.port(), second, second.resolve("known_hosts"), "");
        server.plan("ready-lines");

        List<JsonNode> lines = http.lines("olga", "/api/v1/plans/check?connect=true", yaml);

        assertThat(lines.get(0).get("event").asText()).isEqualTo("PLANNED");
        assertThat(lines.get(lines.size() - 1).get("event").asText()).isEqualTo("DONE");
        assertThat(lines).hasSize(2 + 2 * lines.get(0).get("total").asInt());
        assertThat(lines.get(lines.size() - 1).at("/result/ready").asBoolean()).isTrue();
    }

    @Test
    void onlyWhoMayApplyPlansMayHaveTheServerConnect() throws Exception {
        server.plan("ready-roles");
        for (String user : new String[] {"vera", "anton"}) {
            for (String path : new String[] {"/api/v1/plans/check", "/api/v1/plans/ready-roles/check"}) {
                Answer answer = http.send(
                        user, "POST", path + "?connect=true", SimulatedServer.yaml("ready-roles"), "text/yaml");
                assertThat(answer.status()).as(user + path).isEqualTo(403);
            }
        }
        assertThat(server.sites.calls("STATUS ledger@fra")).isZero();
        assertThat(http.send("olga", "POST", "/api/v1/plans/nowhere/check?connect=true", "", "text/yaml")
                        .status())
                .isEqualTo(404);
        assertThat(http.send("olga", "POST", "/api/v1/plans/check?connect=true", "plan: x", "text/yaml")
                        .status())
                .isEqualTo(422);
        assertThat(http.send("anton", "POST", "/api/v1/plans/check?connect=true", "plan: x", "text/yaml")
                        .status())
                .as("who may not is not told what is wrong")
                .isEqualTo(403);
    }

    @Test
    void aChangedHostKeyIsFound() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (OpenSshDaemon stranger = new OpenSshDaemon(other)) {
            Path known = Files.writeString(
                    folder.resolve("known"),
                    Files.readString(home.resolve("known_hosts")).replace(":" + daemon.port(), ":" + stranger.port()));
            found("ready-key", stranger.port(), other, known, "", "ams-1", "SSH_HOST_KEY", "its host key has changed");
        }
    }

    @Test
    void aDeadHostIsFound() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(OpenSshDaemon.ADDRESS))) {
            closed = free.getLocalPort();
        }
        found(
                "ready-dead",
                closed,
                home,
                home.resolve("known_hosts"),
                "",
                "ams-1",
                "SSH_UNREACHABLE",
                "ams-1 (127.0.1.7");
    }

    @Test
    void aClockThatIsOffIsFound() throws Exception {
        Path late = Files.createDirectory(folder.resolve("late"));
        String fake = "ForceCommand faketime -f -90s /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"";
        try (OpenSshDaemon behind = new OpenSshDaemon(late, fake)) {
            found(
                    "ready-clock",
                    behind.port(),
                    late,
                    late.resolve("known_hosts"),
                    "",
                    "ams-1",
                    "HOST_CLOCK",
                    "s behind");
        }
    }

    @Test
    void clocksThatAreNearTheServersButFarFromEachOtherAreFound() throws Exception {
        Path late = Files.createDirectory(folder.resolve("late"));
        Path early = Files.createDirectory(folder.resolve("early"));
        String fake = "ForceCommand faketime -f %s /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"";
        try (OpenSshDaemon behind = new OpenSshDaemon(late, fake.formatted("-40s"));
                OpenSshDaemon ahead = new OpenSshDaemon(early, fake.formatted("+40s"))) {
            daemon.close();
            daemon = ahead;
            home = early;
            found(
                    "ready-apart",
                    behind.port(),
                    late,
                    late.resolve("known_hosts"),
                    "limits: { operation: 20s, clockSkew: 60s }",
                    "ams-1",
                    "CLOCKS_APART",
                    "ams-1 is behind");
        }
    }

    @Test
    void anExpiredPasswordIsFound() throws Exception {
        Path old = Files.createDirectory(folder.resolve("old"));
        try (OpenSshDaemon expired = ExpiredLogin.daemon(old)) {
            String yaml = yaml("ready-old", expired.port(), old, old.resolve("known_hosts"), "")
                    .replaceFirst("(?m)^(  ams-1: .*user: )root", "$1" + ExpiredLogin.USER);
            found("ready-old", yaml, "ams-1", "SSH_AUTHENTICATION", "its password has expired");
        }
    }

    @Test
    void aFullDiskIsFoundWhereAFolderOfThePlanIs() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        run("mount", "-t", "tmpfs", "-o", "size=4m", "changeover-test", full.toString());
        try {
            Files.writeString(full.resolve("status"), "#!/bin/sh\nexit 0\n")
                    .toFile()
                    .setExecutable(true);
            Files.write(full.resolve("ballast"), new byte[4 * 1024 * 1024 - 64 * 1024]);
            String yaml = yaml("ready-full", twin.port(), second, second.resolve("known_hosts"), "")
                    .replace("datasets:\n", """
                                  - name: shop-3
                                    connector: command
                                    start: "true"
                                    stop: "true"
                                    fra: { host: fra-1, status: %s/status }
                                    ams: { host: ams-1, status: exit 1 }
                            datasets:
                            """.formatted(full));
            found("ready-full", yaml, "fra-1", "HOST_FULL", "MiB free of 4 MiB at " + full);
        } finally {
            run("umount", full.toString());
        }
    }

    @Test
    void aWrongPasswordOfTheDatabaseIsFoundAtBothSites() throws Exception {
        try (PostgresPair pair = PostgresPair.start()) {
            Path wrong = Files.writeString(folder.resolve("wrong"), "not-the-password\n");
            String ledger =
                    """
                          - { name: ledger, connector: postgresql, user: dr, password: "${file:%s}", fra: { host: fra-1, port: %d, data: %s }, ams: { host: ams-1, port: %d, data: %s } }
                    """.formatted(wrong, pair.port("fra"), pair.data("fra"), pair.port("ams"), pair.data("ams"));
            String yaml = SimulatedServer.yaml("ready-db")
                    .replaceAll(
                            "(?m)^      - \\{ name: ledger, connector: sim, .*\\n",
                            java.util.regex.Matcher.quoteReplacement(ledger.indent(0)))
                    .replace(
                            "{ name: ledger, connector: sim, rpo: 5s }",
                            "{ name: ledger, connector: postgresql, rpo: 5s }")
                    .replace("127.0.0.1", PostgresPair.address("fra"))
                    .replace("127.0.0.2", PostgresPair.address("ams"));
            found("ready-db", yaml, "ledger", "PG_AUTHENTICATION", "password authentication failed");
        }
    }

    private void found(
            String name, int other, Path keys, Path known, String limits, String member, String code, String words)
            throws Exception {
        found(name, yaml(name, other, keys, known, limits), member, code, words);
    }

    /** By who asks for the plan's text, and by a run, which then has moved nothing. */
    private void found(String name, String yaml, String member, String code, String words) throws Exception {
        PlanId plan = server.plan(name);
        Answer answer = http.send("olga", "POST", "/api/v1/plans/check?connect=true", yaml, "text/yaml");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("ready").asBoolean()).isFalse();
        Map<String, String> wrong = new TreeMap<>();
        StreamSupport.stream(answer.json().get("findings").spliterator(), false)
                .filter(finding -> !finding.get("ok").asBoolean())
                .forEach(finding -> wrong.put(
                        finding.get("name").asText(),
                        finding.get("code").asText() + " "
                                + finding.get("sentence").asText()));
        assertThat(wrong.get(member)).as(answer.body()).startsWith(code).contains(words);

        server.apply(plan, yaml);
        Run run = server.start("switchover", plan);
        assertThat(server.failure(run.id()).question()).startsWith("Check readiness");
        assertThat(server.steps.operationsOf(run.id()))
                .filteredOn(one -> one.target().equals(member))
                .extracting(OperationRecord::errorCode)
                .contains(java.util.Optional.of(code));
        server.decide(run.id(), "abort", "as it is not ready");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.effects()).isEmpty();
    }

    private String yaml(String name, int other, Path keys, Path known, String limits) {
        String text = SimulatedServer.yaml(name);
        String hosts = HOSTS.formatted(OpenSshDaemon.ADDRESS, daemon.port(), home, other, keys, known);
        return text.replace(text.substring(text.indexOf("hosts:"), text.indexOf("groups:")), hosts)
                .replace("limits: { operation: 2s }", limits.isEmpty() ? "limits: { operation: 5s }" : limits);
    }

    private static void run(String... words) throws IOException, InterruptedException {
        int code = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code);
        }
    }
}
