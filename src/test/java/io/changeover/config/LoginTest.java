package io.changeover.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest extends GuardedServer {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/plans",
                "/engine-rest/process-definition",
                "/engine-rest/user",
                "/actuator/info",
                "/actuator/prometheus",
                "/actuator"
            })
    void withoutALoginAProgramGetsA401AsProblem(String path) throws Exception {
        HttpResponse<String> answer = doors.anonymous("GET", path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(doors.json(answer).get("status").asInt()).isEqualTo(401);
    }

    @Test
    void healthIsOpen() throws Exception {
        assertThat(doors.anonymous("GET", "/actuator/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/runs, 200, 200, 200, 200, 403",
        "GET, /actuator/prometheus, 200, 200, 200, 200, 403",
        "PUT, /api/v1/plans/shop, 403, 200, 403, 200, 403",
        "POST, /api/v1/runs, 403, 200, 403, 200, 403",
        "POST, /api/v1/runs/7/abort, 403, 200, 403, 200, 403",
        "POST, /api/v1/decisions/9, 200, 200, 200, 200, 403",
        "DELETE, /api/v1/plans/shop, 403, 403, 403, 200, 403"
    })
    void rolesDecideWhatMayBeDone(
            String method, String path, int viewer, int operator, int approver, int admin, int nobody)
            throws Exception {
        assertThat(doors.as("vera", method, path, "{}").statusCode())
                .as("viewer")
                .isEqualTo(viewer);
        assertThat(doors.as("olga", method, path, "{}").statusCode())
                .as("operator")
                .isEqualTo(operator);
        assertThat(doors.as("anna", method, path, "{}").statusCode())
                .as("approver")
                .isEqualTo(approver);
        assertThat(doors.as("root", method, path, "{}").statusCode())
                .as("admin")
                .isEqualTo(admin);
        assertThat(doors.as("nina", method, path, "{}").statusCode())
                .as("nobody")
                .isEqualTo(nobody);
    }

    @ParameterizedTest
    @CsvSource({"vera, 404", "olga, 404", "anna, 404", "root, 404", "nina, 403"})
    void pagesAreForMembersOfAGroup(String user, int answer) throws Exception {
        doors.signIn(user, user + "-pw");
        for (String page : List.of("/", "/plans/shop", "/runs/shop-1", "/runs/shop-1/report", "/reports", "/alarms")) {
            assertThat(doors.open(page).statusCode()).as(page).isEqualTo(answer);
        }
        for (String page : List.of("/approvals", "/runbooks", "/overview/events", "/audit", "/new-plan")) {
            assertThat(doors.open(page).statusCode()).as(page).isEqualTo(answer);
        }
        assertThat(doors.open("/live.js").statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsInNoGroupReadsWhyAndMayLogOut() throws Exception {
        doors.signIn("nina", "nina-pw");
        HttpResponse<String> refusal = doors.page("/");
        assertThat(refusal.body()).contains("You may not do that", "an administrator can put you into one");
        HttpResponse<String> left = doors.logOut();
        assertThat(left.headers().firstValue("Location").orElse("")).endsWith("/login?logout");
        assertThat(doors.open("/").headers().firstValue("Location").orElse("")).endsWith("/login");
    }

    @Test
    void a403IsAProblemThatNamesTheUser() throws Exception {
        HttpResponse<String> answer = doors.as("vera", "POST", "/api/v1/runs", "{}");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(doors.json(answer).get("detail").asText()).contains("vera may not POST /api/v1/runs");
    }

    @Test
    void aBrowserIsSentToTheLoginAndBackToThePageItAskedFor() throws Exception {
        HttpResponse<String> sent = doors.open("/camunda/app/cockpit/default/");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location").orElse("")).endsWith("/login");
        HttpResponse<String> back = doors.signIn("root", "root-pw");
        assertThat(back.headers().firstValue("Location").orElse("")).contains("/camunda/app/cockpit/default/");
    }

    @Test
    void withoutAPageAskedForTheDashboardOpensAndTheTasklistKnowsWhoSignedIn() throws Exception {
        HttpResponse<String> answer = doors.signIn("vera", "vera-pw");
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith(":" + doors.port() + "/");
        assertThat(doors.open("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(doors.open("/camunda/api/admin/auth/user/default").body())
                .contains("\"userId\":\"vera\"", "tasklist")
                .doesNotContain("cockpit");
        assertThat(doors.open("/camunda/app/tasklist/styles/user-styles.css").body())
                .contains(".ce-eol-banner");
    }

    @Test
    void theWebappApiAnswers401NotARedirect() throws Exception {
        assertThat(doors.open("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBrowserWithoutTheTokenChangesNothing() throws Exception {
        doors.signIn("root", "root-pw");
        assertThat(doors.postInBrowser("/camunda/api/engine/engine/default/process-definition/key/plain/start", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(doors.postInBrowser("/engine-rest/process-definition/key/plain/start", "{}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void pagesCarryAPolicyAndCannotBeFramedElsewhere() throws Exception {
        HttpResponse<String> login = doors.open("/login");
        assertThat(login.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'self'");
        assertThat(login.headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
    }
}
