package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would break a move on its way is found before anything is stopped: when a person asks, and when a run begins. */
class ReadinessFaultsTest {
    private static Lab lab;
    private static PublicRoutes routes;

    @BeforeAll
    static void up() throws Exception {
        lab = Lab.up();
        routes = new PublicRoutes(lab);
    }

    @AfterAll
    static void down() throws Exception {
        lab.close();
    }

    @AfterEach
    void mend() {
        lab.orders().close();
        lab.mend();
    }

    /**
     * What is broken, and how it is told.
     *
     * @param fault the words of {@code lab/fault}
     * @param host whose logins are cut, as the machine's restart does; kept ones would hide the fault
     * @param operation which operation finds it
     * @param on what that operation is about
     */
    record Broken(List<String> fault, String host, String operation, String on, String code, String says) {
        @Override
        public String toString() {
            return String.join(" ", fault);
        }
    }

    static Stream<Broken> faults() {
        return Stream.of(
                new Broken(List.of("tsig"), "edge", "READ", "www", "DNS_SECRET_WRONG", "lab"),
                new Broken(
                        List.of("hostkey", "ams-app"),
                        "ams-app",
                        "PROBE",
                        "ams-app",
                        "SSH_HOST_KEY",
                        "its host key has changed"),
                new Broken(
                        List.of("fill", "ams-app"), "ams-app", "PROBE", "ams-app", "HOST_FULL", "wanted room, found 0"),
                new Broken(List.of("clock", "ams-db"), "ams-db", "PROBE", "ams-db", "HOST_CLOCK", "s ahead"),
                new Broken(
                        List.of("passwd", "changeover"),
                        "ams-db",
                        "MEASURE",
                        "ledger",
                        "PG_AUTHENTICATION",
                        "changeover"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isFoundBeforeAnythingIsStopped(Broken broken) throws Exception {
        lab.fault(broken.fault().toArray(String[]::new));
        cutLogins(broken.host());

        JsonNode check = lab.door().check(Lab.PLAN);
        lab.orders().begin();
        String run = lab.door().start("switchover", Lab.PLAN);
        JsonNode question = lab.awaitQuestion(run, "FAILURE");
        List<String> done = activities(run);
        String inRun = lab.told(run);
        lab.door().decide(question, "abort", "the lab is broken");
        lab.awaitRun(
                run, "its end", one -> one.path("run").path("state").asText().equals("ENDED"));
        lab.orders().close();

        assertThat(check.path("ready").asBoolean()).isFalse();
        assertThat(StreamSupport.stream(check.path("findings").spliterator(), false)
                        .filter(one -> one.path("operation").asText().equals(broken.operation()))
                        .filter(one -> one.path("name").asText().equals(broken.on()))
                        .map(one -> one.path("code").asText() + " "
                                + one.path("sentence").asText()))
                .as("what the check says: %s", check)
                .anyMatch(told -> told.contains(broken.code()) && told.contains(broken.says()));
        assertThat(question.path("evidence").toString())
                .as("what the run says")
                .contains(broken.on())
                .contains(broken.says());
        assertThat(inRun).contains(broken.code());
        assertThat(done).as("steps of the run").containsExactly("Task_CheckReadiness");
        assertThat(lab.orders().sites()).as("who answered").containsExactly("fra");
        assertThat(routes.dns()).isEqualTo("fra");
        assertThat(lab.status().path("state").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void aLabWithoutFaultIsReady() {
        JsonNode check = lab.door().check(Lab.PLAN);

        assertThat(check.path("ready").asBoolean()).as(check.toString()).isTrue();
    }

    /** Ends what the server keeps open to a host and to the databases. */
    private static void cutLogins(String host) {
        lab.on(host, "sh", "-c", "pkill -P $(cat /run/sshd.pid) || :");
        for (String site : List.of("fra", "ams")) {
            String sql = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'changeover'";
            lab.on(site + "-db", "runuser", "-u", "postgres", "--", "psql", "-qh", "/run/postgresql", "-c", sql);
        }
    }

    private static List<String> activities(String run) {
        return StreamSupport.stream(lab.door().run(run).path("steps").spliterator(), false)
                .map(step -> step.path("activity").asText())
                .toList();
    }
}
