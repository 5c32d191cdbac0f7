package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.PlanChangeView;
import io.changeover.api.model.PlanDiffView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanDiffTest extends CliTest {
    private static final PlanChangeView GONE = new PlanChangeView(
            "MEMBER_REMOVED", "datasets.ledger", "the dataset ledger is gone", null, null, "DANGEROUS");
    private static final PlanChangeView PORT = new PlanChangeView(
            "SETTING_CHANGED", "groups.db.ledger.port", "'port' changes from 1 to 2", "1", "2", "NORMAL");

    @Test
    void aFileIsComparedWithTheNewestVersionInSentences() throws IOException {
        server.answer("POST /plans/shop/diff", 200, new PlanDiffView("shop", 3, null, true, List.of(GONE, PORT)));
        Path file = file("shop.yaml", "plan: shop\n");

        assertThat(run("plan", "diff", file.toString())).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "plan 'shop', version 3 to " + file + ": 2 changes, 1 dangerous",
                        "! the dataset ledger is gone",
                        "  'port' changes from 1 to 2");
        assertThat(server.asked.get(0).body()).isEqualTo("plan: shop\n");
    }

    @Test
    void whatIsTooMuchEndsWithThree() throws IOException {
        server.answer("POST /plans/shop/diff?from=2", 200, new PlanDiffView("shop", 2, null, false, List.of(PORT)));
        String file = file("shop.yaml", "plan: shop\n").toString();

        assertThat(run("plan", "diff", file, "--from", "2", "--fail-on", "dangerous"))
                .isZero();
        assertThat(run("plan", "diff", file, "--from", "2", "--fail-on", "any")).isEqualTo(Exit.REFUSED);
    }

    @Test
    void twoVersionsAndTwoFiles() throws IOException {
        server.answer("GET /plans/shop/diff?from=3&to=4", 200, new PlanDiffView("shop", 3, 4, false, List.of()));
        server.answer("POST /plans/diff", 200, new PlanDiffView("shop", null, null, false, List.of(PORT)));
        Path old = file("old.yaml", "plan: shop # old");
        Path now = file("new.yaml", "plan: shop # new");

        assertThat(run("plan", "diff", "shop", "--from", "3", "--to", "4")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("plan 'shop', version 3 to version 4: no difference in effect");
        assertThat(run("plan", "diff", old.toString(), now.toString())).isZero();
        assertThat(out()).contains("plan 'shop', %s to %s: 1 change".formatted(old, now));
        assertThat(new ObjectMapper()
                        .readTree(server.asked.get(1).body())
                        .get("before")
                        .asText())
                .isEqualTo("plan: shop # old");
    }

    @Test
    void programsGetTheServersAnswer() throws IOException {
        server.answer("GET /plans/shop/diff?from=3", 200, new PlanDiffView("shop", 3, 4, true, List.of(GONE)));

        assertThat(run("plan", "diff", "shop", "--from", "3", "--output", "json"))
                .isZero();
        assertThat(new ObjectMapper().readTree(out()).at("/changes/0/severity").asText())
                .isEqualTo("DANGEROUS");
    }

    @Test
    void whatCannotBeMeantIsAUsageError() throws IOException {
        String file = file("shop.yaml", "plan: shop\n").toString();

        assertThat(run("plan", "diff", "shop")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("--from VERSION says which version of plan 'shop'");
        assertThat(run("plan", "diff", file, "--to", "3")).isEqualTo(Exit.USAGE);
        assertThat(run("plan", "diff", file, file, "--from", "3")).isEqualTo(Exit.USAGE);
        assertThat(server.asked).isEmpty();
    }
}
