package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users are led to the target only when it is well, by nobody's work but ours, and until they have arrived. */
class RouteFaultsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** In seconds. */
    private static final int TTL = 15;

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

    /** Back to fra, whatever a test has left. */
    @AfterEach
    void home() {
        lab.orders().close();
        lab.mend();
        routes.stopResolver();
        routes.ttl(5);
        lab.door().putPlan(Lab.PLAN, lab.plan());
        if (lab.status().path("activeSite").asText().equals("ams")) {
            assertThat(outcome(lab.move("failback"))).isEqualTo("COMPLETED");
        }
    }

    @Test
    void keepsUsersAwayFromASiteWhoseHealthCheckAnswers500() throws Exception {
        lab.orders().begin();
        lab.fault("health500", "ams-app", "shop-2");

        String run = begin();
        JsonNode question = lab.awaitQuestion(run, "FAILURE");
        String evidence = question.path("evidence").toString();
        String sentTo = routes.dns();
        List<String> edge = routes.edge();
        lab.mend("health500", "ams-app", "shop-2");
        lab.door().decide(question, "retry", "");
        JsonNode ended = lab.awaitEnd(run);
        lab.orders().awaitFrom("ams");

        assertThat(evidence).contains("check shop-2 at ams").contains("found 500");
        assertThat(sentTo).as("the public name meanwhile").isEqualTo("fra");
        assertThat(edge).as("the edge meanwhile").containsExactly("fra");
        assertMoved(ended);
        assertThat(lab.orders().sites()).as("who answered").containsExactly("fra", "ams");
    }

    @Test
    void leavesARecordAloneThatSomebodyElseHasChanged() {
        lab.fault("health500", "ams-app", "shop-1");
        String run = begin();
        JsonNode ill = lab.awaitQuestion(run, "FAILURE");
        lab.fault("dnsedit", "10.77.0.99");
        lab.mend("health500", "ams-app", "shop-1");

        lab.door().decide(ill, "retry", "");
        JsonNode changed = awaitNextQuestion(run, ill);
        String kept = routes.dns();
        String told = lab.told(run);
        lab.mend("dnsedit");
        lab.door().decide(changed, "retry", "");
        JsonNode ended = lab.awaitEnd(run);

        assertThat(changed.path("evidence").toString())
                .contains("switch www at ams")
                .contains("found 10.77.0.99; it is not overwritten");
        assertThat(told).contains("ROUTE_CHANGED_BY_OTHERS");
        assertThat(kept).as("what somebody else has written").isEqualTo("10.77.0.99");
        assertMoved(ended);
    }

    @Test
    void pointsTheEdgeAgainOnRetryAfterItHasForgottenTheSwitch() {
        lab.door().putPlan(Lab.PLAN, lab.plan().replace("within: 30s }", "within: 5s }"));
        lab.fault("health500", "ams-app", "shop-1");
        String run = begin();
        JsonNode ill = lab.awaitQuestion(run, "FAILURE");
        lab.fault("dnsedit", "10.77.0.99");
        lab.mend("health500", "ams-app", "shop-1");
        lab.door().decide(ill, "retry", "");
        JsonNode changed = awaitNextQuestion(run, ill);
        List<String> switched = routes.edge();

        lab.fault("haproxy-restart");
        List<String> forgotten = routes.edge();
        lab.mend("dnsedit");
        lab.door().decide(changed, "retry", "");
        JsonNode nobody = awaitNextQuestion(run, changed);
        lab.door().decide(nobody, "retry", "");
        JsonNode ended = lab.awaitEnd(run);

        assertThat(switched).containsExactly("ams");
        assertThat(forgotten).as("what the edge's configuration says").containsExactly("fra");
        assertThat(nobody.path("evidence").toString()).contains("check edge at ams");
        assertMoved(ended);
    }

    @Test
    void isNotDoneBeforeUsersBehindACacheAreSeenAtTheTarget() {
        String address = routes.startResolver();
        String plan = longTtl()
                .replace(
                        "traffic: \"http://shop.lab.test/health\",",
                        "traffic: \"http://shop.lab.test/health\", resolver: %s,".formatted(address));

        assertDoneOnlyWhenUsersHaveArrived(plan);
    }

    private static String longTtl() {
        return lab.plan()
                .replace("ttl: 5s", "ttl: %ds".formatted(TTL))
                .replaceAll("movingTtl: .*\n", "# the former answer is kept for long\n")
                .replace("within: 30s }", "within: 120s }");
    }

    private static void assertDoneOnlyWhenUsersHaveArrived(String plan) {
        lab.door().putPlan(Lab.PLAN, plan);
        routes.ttl(TTL);
        lab.fault("health500", "ams-app", "shop-1");
        String run = begin();
        JsonNode ill = lab.awaitQuestion(run, "FAILURE");
        // Asked just before the switch, so that the resolver may keep what it was told for the whole time.
        await("the resolver").atMost(PATIENCE).until(() -> routes.resolver().equals("fra"));
        lab.mend("health500", "ams-app", "shop-1");
        lab.door().decide(ill, "retry", "");

        List<String> seen = new ArrayList<>();
        await("the end of " + run).atMost(PATIENCE).until(() -> {
            // The run before the resolver: one that has ended may leave no user behind.
            boolean ended = lab.door().ended(run);
            seen.add((ended ? "ended" : routes.dns()) + ", users to " + routes.resolver());
            return ended;
        });

        assertThat(seen)
                .as("the run or the name server, and the resolver")
                .contains("ams, users to fra")
                .doesNotContain("ended, users to fra");
        assertMoved(lab.awaitEnd(run));
    }

    private static String begin() {
        String run = lab.door().start("switchover", Lab.PLAN);
        lab.approve(run);
        return run;
    }

    private static JsonNode awaitNextQuestion(String run, JsonNode before) {
        await("another question than " + before.path("task"))
                .atMost(PATIENCE)
                .until(() -> lab.door().questions().stream()
                        .noneMatch(one -> one.path("task").equals(before.path("task"))));
        return lab.awaitQuestion(run, "FAILURE");
    }

    private static void assertMoved(JsonNode ended) {
        assertThat(outcome(ended)).isEqualTo("COMPLETED");
        assertThat(routes.dns()).isEqualTo("ams");
        assertThat(routes.edge()).containsExactly("ams");
        assertThat(lab.status().path("state").asText()).isEqualTo("ACTIVE");
        assertThat(StreamSupport.stream(ended.path("steps").spliterator(), false)
                        .map(step -> step.path("state").asText()))
                .containsOnly("DONE");
    }

    private static String outcome(JsonNode run) {
        return run.path("run").path("outcome").asText();
    }
}
