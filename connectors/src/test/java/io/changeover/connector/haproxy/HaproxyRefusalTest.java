package io.changeover.connector.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not believed, and what is left alone. */
class HaproxyRefusalTest extends HaproxyWorld {
    @Test
    void aTargetThatItsChecksFindDownGetsNoTraffic() throws Exception {
        ams.healthy(false);
        settings.put("up", "3s");

        refused(
                () -> execute(Operation.SWITCH, "ams"),
                "ROUTE_TARGET_DOWN",
                Verdict.TRANSIENT,
                "ams1 DOWN",
                "L7STS 503",
                "not switched");
        assertThat(get("/")).isEqualTo("fra");
        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "fra");

        ams.healthy(true);
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(get("/")).isEqualTo("ams");
    }

    @Test
    void aTargetIsBelievedUpOnlyAfterACheckAlsoWhereOneFailureIsEnough() throws Exception {
        haproxy.stop();
        haproxy.configure(
                "server fra1 " + fra.address() + FAST,
                "server ams1 " + ams.address() + " check inter 400ms rise 1 fall 1 disabled");
        haproxy.start();
        ams.healthy(false);
        settings.put("up", "2s");

        refused(() -> execute(Operation.SWITCH, "ams"), "ROUTE_TARGET_DOWN", Verdict.TRANSIENT, "L7STS 503");
        assertThat(get("/")).isEqualTo("fra");
    }

    @Test
    void bothSitesNoneOrAnothersServersAreNamed() throws Exception {
        haproxy.ask("set server app/ams1 state ready");
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_AMBIGUOUS", Verdict.PERMANENT, "fra1 UP", "ams1 UP");
        assertThat(execute(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);

        haproxy.ask("set server app/ams1 state maint");
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_NOWHERE", Verdict.PERMANENT, "fra1 MAINT", "ams1 MAINT");

        haproxy.stop();
        haproxy.configure(
                "server fra1 " + fra.address() + FAST,
                "server ams1 " + ams.address() + " disabled",
                "server other " + ams.address());
        haproxy.start();
        for (Operation operation : List.of(Operation.READ, Operation.SWITCH)) {
            refused(() -> execute(operation, "ams"), "ROUTE_CHANGED_BY_OTHERS", Verdict.PERMANENT, "other no check");
        }
    }

    @Test
    void aSocketThatMayOnlyLookCanReadAndRefusesToSwitch() throws Exception {
        settings.put("socket", haproxy.userSocket());

        assertThat(execute(Operation.READ, "fra").outputs()).containsEntry("site", "fra");
        refused(
                () -> execute(Operation.SWITCH, "ams"),
                "ROUTE_COMMAND_REFUSED",
                Verdict.PERMANENT,
                "set server app/ams1",
                "Permission denied");
        assertThat(get("/")).isEqualTo("fra");
    }

    @Test
    void mistakesInThePlanAreNamed() {
        settings.put("backend", "nope");
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_STATE_UNREADABLE", Verdict.PERMANENT, "find backend");
        settings.put("backend", "app/fra1 state maint; show info");
        refused(() -> execute(Operation.READ, "fra"), "SETTING_UNUSABLE", Verdict.PERMANENT, "names");
        settings.put("backend", "app");
        settings.put("api", haproxy.api());
        refused(() -> execute(Operation.READ, "fra"), "SETTING_UNUSABLE", Verdict.PERMANENT, "'socket' and 'api'");
        settings.remove("api");
        haproxy.stop();
        haproxy.configure("server fra1 " + fra.address(), "server ams2 " + ams.address() + " disabled");
        haproxy.start();
        refused(() -> execute(Operation.READ, "fra"), "ROUTE_SERVER_UNKNOWN", Verdict.PERMANENT, "ams1", "ams2");
    }
}
