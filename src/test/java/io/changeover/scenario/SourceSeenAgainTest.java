package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.application.RefusedException;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import io.changeover.report.ReportArchive;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the watch has read of a source before and after it fell silent, and what that means to those who would give it up. */
@SimulatedTest
class SourceSeenAgainTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private WatchStore watch;

    @Autowired
    private ReportArchive reports;

    @Test
    void theLastLagThatWasReadIsAnnouncedWithItsAgeAtTheSilence() {
        PlanId plan = SilentSite.lost(server, "aged", SilentSite.WATCHED);
        Instant silent = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(20);
        watch.add(List.of(
                new WatchStore.Sample(plan, "ledger", silent.minusSeconds(60), lag(9)),
                new WatchStore.Sample(plan, "ledger", silent.minusSeconds(4), lag(2048)),
                new WatchStore.Sample(plan, "ledger", silent, Lag.UNKNOWN)));

        Run run = server.start("failover", plan);
        Decision question = server.question(run.id());

        assertThat(question.question())
                .contains("ledger at most 4.2 s, bytes unknown"
                        + "; last read as 2048 bytes behind, 4.0 s before it could be read no more");
        assertThat(question.evidence())
                .contains("ledger was last read as 2048 bytes, 40 ms behind, at " + silent.minusSeconds(4)
                        + ", 4.0 s before it could be read no more; what was written after that is not in it");
        server.control.abort(run.id(), "olga", "a test is over");
        server.ended(run.id());
    }

    @Test
    void aSourceThatTheWatchHasSeenServingSinceIsLookedAtAgainBeforeItIsGivenUp() {
        PlanId plan = SilentSite.lost(server, "back-again", SilentSite.WATCHED);
        Run run = server.start("failover", plan);
        Decision old = server.question(run.id());
        seenServing(plan);
        seenSilent(plan);

        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, old.task(), "approve", "it is dark there"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SOURCE_SEEN")
                .hasMessageContaining("the watch has read there since: ledger primary at ")
                .hasMessageContaining("look again");
        assertThat(server.sites.effects()).isEmpty();

        server.door.answer(SimulatedServer.ANTON, old.task(), "look", "");
        server.await("another question", () -> !server.question(run.id()).task().equals(old.task()));
        server.approve(run.id());
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
    }

    @Test
    void aSourceThatTheWatchSeesServingAgainAndAgainIsOnlyLeftByWhoOverridesThat() throws Exception {
        PlanId plan = SilentSite.lost(server, "again-and-again", SilentSite.WATCHED);
        Run run = server.start("failover", plan);
        Decision first = server.question(run.id());
        seenServing(plan);
        server.door.answer(SimulatedServer.ANTON, first.task(), "look", "");
        server.await("another question", () -> !server.question(run.id()).task().equals(first.task()));

        Decision second = server.question(run.id());
        assertThat(second.choices()).containsExactly("approve", "override", "look", "decline");
        assertThat(second.question())
                .contains("fra is lost, as")
                .contains(", but the watch has read there since it was looked at first: ledger primary at ");
        seenServing(plan);
        assertThatThrownBy(() -> server.approve(run.id())).hasMessageContaining("SOURCE_SEEN");
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, second.task(), "override", ""))
                .hasMessageContaining("REASON_MISSING");
        server.door.answer(SimulatedServer.ANTON, second.task(), "override", "that is a relay of ours");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(report(run).at("/headline/sentence").asText())
                .contains("anton overrode that the watch had seen fra serve: “that is a relay of ours”");
    }

    /** As the watch keeps it: what is silent now does not undo what was seen before. */
    private void seenSilent(PlanId plan) {
        Instant now = Instant.now();
        Sight sight = Sight.of(What.ROLE, "ledger", new SiteId("fra"), now, Found.UNKNOWN, "no answer");
        List<Sight> served = watch.now(plan).orElseThrow().served();
        watch.write(new WatchStore.Now(
                plan, now, "test", List.of(sight), Map.of(), Sight.lastServing(served, List.of(sight))));
    }

    private void seenServing(PlanId plan) {
        Instant now = Instant.now();
        Sight sight = Sight.of(What.ROLE, "ledger", new SiteId("fra"), now, Found.PRIMARY, "primary");
        watch.write(new WatchStore.Now(plan, now, "test", List.of(sight), Map.of()));
    }

    private static Lag lag(long bytes) {
        return new Lag(OptionalLong.of(bytes), Optional.of(Duration.ofMillis(40)));
    }

    private JsonNode report(Run run) throws Exception {
        return new ObjectMapper().readTree(reports.json(run.id().value()).orElseThrow());
    }
}
