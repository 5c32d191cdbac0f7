package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.AlarmView;
import io.changeover.api.model.HoldView;
import io.changeover.api.model.LagView;
import io.changeover.api.model.SightView;
import io.changeover.api.model.WatchView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the watch has seen, and what is held back, on the command line. */
class WatchCommandsTest extends CliTest {
    private static final AlarmView ALARM =
            new AlarmView(7, "shop", "LAG_ABOVE_RPO", "ledger", "ledger is 9000 ms behind", Samples.TEN, null);
    private static final HoldView FREEZE =
            new HoldView("FREEZE", null, Samples.TEN, "root", "audit", null, null, null, null);

    @Test
    void whatWasNotReadIsUnknownAndNeverZero() throws IOException {
        server.answer("GET /plans/shop/watch", 200, seen());

        assertThat(run("plan", "watch", "shop")).isZero();

        assertThat(out())
                .contains("plan 'shop' is DEGRADED: ledger is 9000 ms behind")
                .contains("no run may start since")
                .containsPattern("files +unknown +unknown +unknown +30.0 s +no answer in time")
                .containsPattern("ledger +follows +77 +9.0 s +5.0 s")
                .containsPattern("role +ledger +ams +standby")
                .containsPattern("LAG_ABOVE_RPO +ledger");
        assertThat(out().lines().filter(line -> line.startsWith("files"))).noneMatch(line -> line.contains(" 0 "));
    }

    @Test
    void aSeriesIsAPictureWithWhatIsAboveTheObjectiveAndWhatIsNotKnown() throws IOException {
        server.answer(
                "GET /plans/shop/lag?since=30m&points=60",
                200,
                List.of(lag("ledger", 0L), lag("ledger", 2_500L), lag("ledger", null), lag("ledger", 9_000L)));

        assertThat(run("plan", "lag", "shop", "--since", "30m")).isZero();

        assertThat(out()).contains("▁▄?!").containsPattern("ledger +9.0 s +9.0 s +5.0 s");
    }

    @Test
    void alarmsAndHoldsAreShownWithWhatIsOver() throws IOException {
        AlarmView over = new AlarmView(
                6, "shop", "SITE_UNREACHABLE", "ams", "no answer", Samples.TEN, Samples.TEN.plusSeconds(60));
        HoldView maintenance = new HoldView(
                "MAINTENANCE", "shop", Samples.TEN, "olga", "disks", null, Samples.TEN.plusSeconds(9), "ann", "done");
        server.answer("GET /plans/shop/alarms", 200, List.of(ALARM, over));
        server.answer("GET /plans/shop/holds", 200, List.of(maintenance));

        assertThat(run("plan", "alarms", "shop")).isZero();
        assertThat(out())
                .containsPattern("LAG_ABOVE_RPO +ledger +2026-03-01 10:00:00 +- +ledger is 9000 ms behind")
                .containsPattern("SITE_UNREACHABLE +ams +2026-03-01 10:00:00 +2026-03-01 10:01:00");
        assertThat(run("plan", "alarms", "shop", "--open")).isZero();
        assertThat(out()).doesNotContain("SITE_UNREACHABLE");
        assertThat(run("plan", "holds", "shop")).isZero();
        assertThat(out())
                .containsPattern("maintenance +2026-03-01 10:00:00 +olga +disks +2026-03-01 10:00:09 +ann +done");
    }

    @Test
    void programsGetTheAnswersAsTheyAre() throws IOException {
        server.answer("GET /plans/shop/lag?since=1h&points=500", 200, List.of(lag("ledger", null)));

        assertThat(run("plan", "lag", "shop", "--output", "json")).isZero();

        assertThat(new ObjectMapper().readTree(out()).at("/0/millis").isNull()).isTrue();
    }

    @Test
    void aFreezeIsShownBegunAndEnded() throws IOException {
        server.answer("GET /freeze", 200, List.of(FREEZE));
        server.answer("POST /freeze", 200, List.of(FREEZE));
        server.answer("POST /freeze/end", 200, List.of());

        assertThat(run("freeze")).isZero();
        assertThat(out()).contains("no run may start since").contains("by root: audit");
        assertThat(run("freeze", "--reason", "audit")).isZero();
        assertThat(run("freeze", "--end")).isEqualTo(Exit.USAGE);
        assertThat(run("freeze", "--end", "--reason", "over")).isZero();
        assertThat(out()).contains("runs may start");
    }

    @Test
    void maintenanceHasAnEndThatIsATime() throws IOException {
        server.answer("POST /plans/shop/maintenance", 200, seen());

        assertThat(run("plan", "maintenance", "shop", "--reason", "disks", "--until", "tomorrow"))
                .isEqualTo(Exit.USAGE);
        assertThat(run("plan", "maintenance", "shop", "--reason", "disks", "--until", "2031-03-01T04:00:00Z"))
                .isZero();
        assertThat(server.asked.get(0).body()).contains("2031-03-01T04:00:00Z").contains("disks");
    }

    private static LagView lag(String dataset, @Nullable Long millis) {
        return new LagView(dataset, Samples.TEN, millis == null ? null : 77L, millis, 5_000, null, "");
    }

    private static WatchView seen() {
        return new WatchView(
                "shop",
                "DEGRADED",
                "ledger is 9000 ms behind",
                "fra",
                Samples.TEN,
                "node-1",
                List.of("fra"),
                List.of(
                        new LagView("ledger", Samples.TEN, 77L, 9_000L, 5_000, "FOLLOWS", ""),
                        new LagView("files", Samples.TEN, null, null, 30_000, "UNKNOWN", "no answer in time")),
                List.of(new SightView("ROLE", "ledger", "ams", "STANDBY", "", Samples.TEN)),
                List.of(ALARM),
                null,
                FREEZE,
                null,
                "manual");
    }
}
