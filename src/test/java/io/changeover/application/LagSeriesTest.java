package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.WatchStore.Sample;
import io.changeover.config.Connectors;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import io.changeover.planfile.PlanReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is kept of the lags, so that what is known of a loss is as fresh as it was read. */
class LagSeriesTest {
    private static final SiteId AMS = new SiteId("ams");
    private static final Instant START = Instant.parse("2031-03-01T01:00:00Z");
    private static final ProtectionPlan PLAN =
            new PlanReader(Connectors.descriptors()).read("""
                    plan: small
                    objectives: { rpo: 30s, rto: 5m }
                    sites: { fra: { preferred: true }, ams: {} }
                    hosts:
                      f1: { site: fra, address: 127.0.0.1 }
                      a1: { site: ams, address: 127.0.0.2 }
                    groups:
                      - name: app
                        instances:
                          - { name: one, connector: systemd, unit: one, fra: { host: f1 }, ams: { host: a1 } }
                    datasets:
                      - { name: files, connector: rsync, path: /srv/files, fra: { host: f1 }, ams: { host: a1 } }
                    """).plan().orElseThrow();

    private final LagSeries series = new LagSeries(new PlanId("small"));
    private final List<Sample> kept = new ArrayList<>();

    @Test
    void theLastLagBeforeASilenceIsKeptThoughItHadHardlyChanged() {
        look(0, lag(100, 40));
        look(5, lag(300, 60));
        look(10, lag(900, 50));
        assertThat(kept).extracting(Sample::at).containsExactly(START);

        look(15, Lag.UNKNOWN);
        look(20, Lag.UNKNOWN);

        assertThat(kept).extracting(Sample::at).containsExactly(START, START.plusSeconds(10), START.plusSeconds(15));
        assertThat(LastLag.of(kept).orElseThrow().words(START.plusSeconds(60)))
                .isEqualTo(
                        "files was last read as 900 bytes, 50 ms behind, at 2031-03-01T01:00:10Z, 5.0 s before it could"
                                + " be read no more; what was written after that is not in it");
    }

    @Test
    void whereNoSilenceWasNoticedTheAgeIsThatAtTheLook() {
        look(0, lag(100, 40));

        assertThat(LastLag.of(kept).orElseThrow().brief(START.plusSeconds(4)))
                .isEqualTo("last read as 100 bytes behind, 4.0 s before this look");
        assertThat(LastLag.of(List.of())).isEmpty();
    }

    private void look(int second, Lag lag) {
        Instant at = START.plusSeconds(second);
        Found found = lag.equals(Lag.UNKNOWN) ? Found.UNKNOWN : Found.FOLLOWS;
        Sight sight = new Sight(What.LAG, "files", AMS, at, found, lag, "read");
        kept.addAll(series.of(new Look(PLAN, new SiteId("fra"), at, List.of(sight))));
    }

    private static Lag lag(long bytes, long millis) {
        return new Lag(OptionalLong.of(bytes), Optional.of(Duration.ofMillis(millis)));
    }
}
