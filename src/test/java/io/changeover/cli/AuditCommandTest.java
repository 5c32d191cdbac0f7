package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.ActionView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditCommandTest extends CliTest {
    private static final ActionView STARTED =
            new ActionView(8, Samples.TEN, "olga", "CLI", "10.0.0.7", "STARTED", false, "shop", "shop-3", "CHG-9");
    private static final ActionView REFUSED = new ActionView(
            7, Samples.TEN, "vera", "API", "10.0.0.8", "REFUSED", true, "shop", null, "POST /api/v1/plans/shop");

    @Test
    void whoDidWhatIsATableAndWhatWasRefusedSaysSo() throws IOException {
        server.answer("GET /audit?limit=200", 200, List.of(STARTED, REFUSED));

        assertThat(run("audit")).isZero();

        assertThat(out())
                .containsPattern("olga +CLI 10.0.0.7 +STARTED +shop-3 +CHG-9")
                .containsPattern("vera +API 10.0.0.8 +REFUSED \\(refused\\) +shop +POST");
    }

    @Test
    void whatIsCutSaysSoWhereItDoesNotDisturb() throws IOException {
        server.answer("GET /audit?limit=2", 200, List.of(STARTED, REFUSED));
        assertThat(run("audit", "--limit", "2", "--output", "json")).isZero();
        assertThat(err()).contains("the newest 2; there may be more");
        assertThat(new ObjectMapper().readTree(out())).hasSize(2);

        server.answer("GET /audit?limit=3", 200, List.of(STARTED, REFUSED));
        run("audit", "--limit", "3");
        assertThat(err()).doesNotContain("there may be more");
    }

    @Test
    void everyOptionNarrowsTheQuestion() throws IOException {
        String path = "GET /audit?plan=shop&run=shop-3&actor=olga&what=STARTED&from=2026-03-01&to=2026-03-02"
                + "&text=hall%202&people=true&limit=5";
        server.answer(path, 200, List.of());

        int exit = run(
                "audit",
                "--plan",
                "shop",
                "--run",
                "shop-3",
                "--by",
                "olga",
                "--what",
                "STARTED",
                "--from",
                "2026-03-01",
                "--to",
                "2026-03-02",
                "--text",
                "hall 2",
                "--people",
                "--limit",
                "5");

        assertThat(exit).isZero();
        assertThat(out()).contains("nothing was done");
    }

    @Test
    void programsGetJsonAndSpreadsheetsATable() throws IOException {
        server.answer("GET /audit?limit=200", 200, List.of(STARTED));
        assertThat(run("audit", "--output", "json")).isZero();
        assertThat(new ObjectMapper().readTree(out()).at("/0/address").asText()).isEqualTo("10.0.0.7");

        server.answer("GET /audit?plan=shop", 200, "id,at\r\n8,today\r\n");
        assertThat(run("audit", "--csv", "--plan", "shop")).isZero();
        assertThat(out()).startsWith("id,at").contains("8,today");
    }
}
