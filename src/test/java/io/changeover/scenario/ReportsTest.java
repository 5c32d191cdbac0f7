package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every report in every form through the doors, and who may have it. */
@SimulatedTest
class ReportsTest {
    private static final Map<String, String> BEGINS = new LinkedHashMap<>(Map.of(
            "application/json", "{", "text/html", "<!DOCTYPE html>", "application/pdf", "%PDF-", "text/csv", ""));

    @Autowired
    private SimulatedServer server;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyReportComesInEveryForm() throws Exception {
        PlanId plan = server.plan("reported");
        Run moved = server.move("switchover", plan);
        PlanId drilled = server.plan("reported-drill");
        server.apply(drilled, DrillTest.yaml("reported-drill", ""));
        Run drill = server.start("drill", drilled);
        server.ended(drill.id());

        for (String path : new String[] {
            "/runs/" + moved.id() + "/report",
            "/runs/" + moved.id() + "/incident",
            "/runs/" + drill.id() + "/drill-evidence",
            "/plans/reported/definition",
            "/compliance?plan=reported&plan=reported-drill"
        }) {
            for (Map.Entry<String, String> form : BEGINS.entrySet()) {
                HttpResponse<byte[]> answer = get("root", "/api/v1" + path, form.getKey());
                assertThat(answer.statusCode())
                        .as(path + " as " + form.getKey())
                        .isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith(form.getKey());
                assertThat(text(answer)).startsWith(form.getValue());
            }
        }
        assertThat(text(get("vera", "/api/v1/runs/" + drill.id() + "/drill-evidence", "application/json")))
                .contains("\"untouched\" : true", "\"removed\" : true");
        assertThat(text(get("vera", "/api/v1/compliance?plan=reported", "text/csv")))
                .contains(",reported,1,ACTIVE,ams,");
    }

    @Test
    void onlyAdministratorsSeePostIncidentReports() throws Exception {
        PlanId plan = server.plan("reviewed");
        Run run = server.move("switchover", plan);

        for (String user : new String[] {"vera", "olga", "anton"}) {
            HttpResponse<byte[]> answer = get(user, "/api/v1/runs/" + run.id() + "/incident", "application/pdf");
            assertThat(answer.statusCode()).as(user).isEqualTo(403);
            assertThat(text(answer)).contains("NOT_ALLOWED", "camunda-admin");
        }
    }

    @Test
    void whatIsNoDrillHasNoEvidenceOfOneAndAPeriodMustBeOne() throws Exception {
        PlanId plan = server.plan("no-drill");
        Run run = server.move("switchover", plan);

        HttpResponse<byte[]> evidence = get("vera", "/api/v1/runs/" + run.id() + "/drill-evidence", "application/json");
        assertThat(evidence.statusCode()).isEqualTo(409);
        assertThat(text(evidence)).contains("NO_DRILL");
        HttpResponse<byte[]> period =
                get("vera", "/api/v1/compliance?from=2026-02-01&to=2026-01-01", "application/json");
        assertThat(period.statusCode()).isEqualTo(400);
        assertThat(text(get("vera", "/api/v1/compliance?plan=nowhere", "application/json")))
                .contains("PLAN_UNKNOWN");
        assertThat(get("vera", "/api/v1/plans/nowhere/definition", "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("vera", "/api/v1/plans/no-drill/definition?version=9", "application/json")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void peopleFindEveryReportOnOnePage() throws Exception {
        PlanId plan = server.plan("shelved");
        Run run = server.move("switchover", plan);
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(open(browser, "/login"));
        assertThat(token.find()).isTrue();
        HttpRequest login = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=vera&password=vera-pw&_csrf=" + token.group(1)))
                .build();
        assertThat(browser.send(login, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(302);

        String shelf = open(browser, "/reports");

        assertThat(shelf)
                .contains("href=\"/plans/shelved/definition.pdf\"", "href=\"/runs/" + run.id() + "/report.csv\"")
                .contains("for administrators")
                .doesNotContain("/incident", " th:");
        assertThat(open(browser, "/runs/" + run.id() + "/report.pdf")).startsWith("%PDF-");
        assertThat(open(browser, "/plans/shelved/definition")).contains("Plan definition");
        assertThat(open(browser, "/compliance?plan=shelved&form=csv")).contains(",shelved,1,ACTIVE,ams,");
    }

    private String open(HttpClient browser, String path) throws Exception {
        HttpRequest page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return text(browser.send(page, HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> get(String user, String path, String accept) throws Exception {
        String login = user + ":" + user + "-pw";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .GET()
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
