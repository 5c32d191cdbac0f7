package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.ErrorView;
import io.changeover.api.model.PlanCheckView;
import io.changeover.api.model.PlanProblemView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanCommandTest extends CliTest {
    private static final List<PlanProblemView> MISTAKES = List.of(
            new PlanProblemView(2, 5, "sites", "exactly 2 sites are wanted, found 1"),
            new PlanProblemView(4, 1, "", "unknown key 'host'"));

    @Test
    void checkNeedsNoServerWhereTheRulesAreBuiltIn() throws IOException {
        server.close();
        offline = yaml -> new OfflineCheck.Answer(
                Optional.of(new PlanCheckView(true, "shop", yaml.length() + " letters")), List.of());
        Path file = file("shop.yaml", "plan: shop");

        assertThat(run("plan", "check", file.toString())).isZero();
        assertThat(out()).isEqualToIgnoringNewLines(file + ": plan 'shop' is valid: 10 letters");
    }

    @Test
    void checkNamesEveryMistakeWithItsLineAndFails() throws IOException {
        offline = yaml -> new OfflineCheck.Answer(Optional.empty(), MISTAKES);
        Path file = file("shop.yaml", "plan: shop");

        assertThat(run("plan", "check", file.toString())).isEqualTo(Exit.FAILED);
        assertThat(err().lines())
                .containsExactly(
                        file + ":2:5: sites: exactly 2 sites are wanted, found 1",
                        file + ":4:1: unknown key 'host'",
                        file + ": 2 mistakes");
        assertThat(out()).isEmpty();
    }

    @Test
    void checkAsksTheServerWhereToldTo() throws IOException {
        offline = yaml -> new OfflineCheck.Answer(Optional.of(new PlanCheckView(true, "shop", "")), List.of());
        server.answer(
                "POST /plans/check",
                422,
                new ErrorView(422, "Plan is not valid", null, null, List.of(), MISTAKES, null));
        Path file = file("shop.yaml", "plan: shop");

        assertThat(run("plan", "check", "--online", file.toString())).isEqualTo(Exit.FAILED);
        assertThat(err()).contains(":4:1: unknown key 'host'");
        assertThat(server.asked.get(0).type()).startsWith("text/yaml");
    }

    @Test
    void applyPutsTheFileUnderItsPlansName() throws IOException {
        server.answer("PUT /plans/shop", 200, Samples.plan(null));
        Path file = file("shop.yaml", "# shop\nplan: shop  # the one\nsites: {}\n");

        assertThat(run("plan", "apply", file.toString())).isZero();
        assertThat(out()).contains("plan 'shop' is applied: version 3, READY");
        assertThat(server.asked.get(0).body()).startsWith("# shop\nplan: shop");
    }

    @Test
    void applyOfAPlanWithMistakesIsRefusedWithAllOfThem() throws IOException {
        server.answer(
                "PUT /plans/shop",
                422,
                new ErrorView(422, "Plan is not valid", "2 mistakes", null, List.of(), MISTAKES, null));
        Path file = file("shop.yaml", "plan: shop\n");

        assertThat(run("plan", "apply", file.toString())).isEqualTo(Exit.REFUSED);
        assertThat(err())
                .contains("refused: Plan is not valid: 2 mistakes")
                .contains("line 2:5: sites: exactly 2 sites are wanted")
                .contains("line 4:1: unknown key 'host'");
    }

    @Test
    void aFileThatIsNotThereIsAUsageError() {
        assertThat(run("plan", "check", "nowhere.yaml")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("the file 'nowhere.yaml' cannot be read: there is none");
    }

    @Test
    void listIsATableOrTheAnswerOfTheServer() throws IOException {
        server.answer("GET /plans", 200, List.of(Samples.plan("shop-12")));

        assertThat(run("plan", "list")).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "PLAN  VERSION  ACTIVE  PREFERRED  STATE  EPOCH  RUN      RPO     RTO        LAST DRILL",
                        "shop  3        fra     fra        READY  7      shop-12  30.0 s  5 min 0 s  2026-03-01 10:00:00 COMPLETED, overdue");

        assertThat(run("plan", "list", "--output", "json")).isZero();
        assertThat(new ObjectMapper().readTree(out()).at("/0/objectives/rto").asText())
                .isEqualTo("PT5M");
    }

    @Test
    void showTellsMembersAndVersions() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());

        assertThat(run("plan", "show", "shop")).isZero();
        assertThat(out()).contains("group app       shop-1, shop-2").contains("2026-03-01 10:00:00  ann");
        assertThat(run("plan", "show", "shop", "--yaml")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("plan: shop");
    }

    @Test
    void acknowledgeSendsSiteAndReason() throws IOException {
        server.answer("POST /plans/shop/acknowledge", 200, Samples.plan(null));

        assertThat(run("plan", "acknowledge", "shop", "--active", "fra", "--reason", "seen", "--yes"))
                .isZero();
        assertThat(server.asked.get(0).body()).isEqualTo("{\"activeSite\":\"fra\",\"reason\":\"seen\"}");
    }

    @Test
    void schemaIsPrintedAsItCame() throws IOException {
        server.answer("GET /schema/plan", 200, "{ \"title\": \"plan\" }");

        assertThat(run("plan", "schema")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("{ \"title\": \"plan\" }");
    }
}
