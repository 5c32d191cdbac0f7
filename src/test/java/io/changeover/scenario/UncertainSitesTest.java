package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.application.port.EventLog;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.AlarmCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two active sites, none, or nobody knows: what was read decides, and then a person. */
@SimulatedTest
class UncertainSitesTest {
    private static final String GATE = """
            fencing:
              - { name: gate, connector: sim, within: 1s, fra: { host: ams-1 }, ams: { host: fra-1 } }
            """;
    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");

    @Autowired
    private SimulatedServer server;

    @Autowired
    private EventLog events;

    @Autowired
    private WatchStore watch;

    private String said(Run run, String kind) {
        return events.ofRun(run.id()).stream()
                .filter(event -> event.what().equals(kind))
                .map(RunEvent::detail)
                .findFirst()
                .orElse("nothing");
    }

    private Decision choose(Run run, String site) {
        Decision question = server.question(run.id());
        assertThat(question.kind()).as(question.question()).isEqualTo(Decision.Kind.SITE);
        server.door.answer(SimulatedServer.ANTON, question.task(), site, "that one is newer");
        return server.decisions.find(question.task()).orElseThrow();
    }

    private Run split(PlanId plan) {
        server.sites.promoteByHand("ledger", "ams");
        Run run = server.ended(server.start("uncertain-restart", plan).id());
        assertThat(run.outcome()).contains(RunOutcome.NOT_READY);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.SPLIT_BRAIN);
        return run;
    }

    @Test
    void aReturnedSiteFollowsAgainWhereTheOtherOneIsActiveAsPlanned() {
        PlanId plan = server.plan("uncertain-planned");
        server.sites.stopByHand("ledger", "ams");

        Run run = server.ended(server.start("uncertain-restart", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).containsExactly("PROTECT ledger@ams");
        assertThat(said(run, "ROLES_READ")).contains("fra is active, as the plan has it");
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
    }

    @Test
    void nothingIsDecidedWhileASiteCannotBeRead() {
        PlanId plan = server.plan("uncertain-unread");
        server.sites.faults().refuse("ROLE ledger@ams");

        Run run = server.start("uncertain-restart", plan);
        server.decide(run.id(), "abort", "ams is not there yet");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(server.sites.effects()).isEmpty();
        server.assertSourceServes(plan);
    }

    @Test
    void twoActiveSitesLetNothingBeginButTheirResolution() {
        PlanId plan = server.plan("split-gate");
        assertThatThrownBy(() -> server.start("resolve-split-brain", plan))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("PLAN_NOT_SPLIT");

        Run run = split(plan);

        assertThat(server.sites.effects()).as("nothing is touched").isEmpty();
        assertThat(server.status(plan).note())
                .contains("two sites are active: fra and ams", run.id().value(), "resolve-split-brain")
                .contains("duplicated", "load", "the same internal ids");
        assertThat(watch.open(plan)).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(AlarmCode.TWO_ACTIVE);
            assertThat(alarm.sentence()).isEqualTo("two sites are active: fra and ams");
        });
        for (String runbook : new String[] {"switchover", "reprotect", "uncertain-restart"}) {
            assertThatThrownBy(() -> server.start(runbook, plan))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("PLAN_SPLIT_BRAIN")
                    .hasMessageContaining("resolve-split-brain");
        }
    }

    @Test
    void theSiteThatWasChosenStaysAndTheOtherOneFollows() {
        PlanId plan = server.plan("split-stay");
        split(plan);
        long epoch = server.status(plan).epoch();

        Run run = server.start("resolve-split-brain", plan);
        Decision question = server.question(run.id());
        assertThat(question.choices()).containsExactly("fra", "ams", "stop");
        assertThat(question.evidence()).anyMatch(line -> line.contains("duplicated"));
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.OLGA, question.task(), "fra", "why not"))
                .hasMessageContaining("NOT_ALLOWED");
        assertThatThrownBy(() -> server.door.answer(SimulatedServer.ANTON, question.task(), "fra", ""))
                .hasMessageContaining("REASON_MISSING");
        choose(run, "fra");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects())
                .as("the site that stays is not interrupted")
                .containsExactly("DEMOTE ledger@ams", "PROTECT ledger@ams");
        assertThat(said(run, "WITHOUT_ACTIVE")).contains("fra was active all the time");
        server.assertSourceServes(plan);
        assertThat(server.status(plan).epoch()).isEqualTo(epoch + 1);
        assertThat(server.sites.epoch("PROTECT ledger@ams")).isEqualTo(Long.toString(epoch + 1));
        assertThat(watch.open(plan)).as("no watch looks here").isEmpty();
        assertThat(watch.alarms(plan, 5))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.clearedAt()).isPresent());
    }

    @Test
    void theOtherSiteMayBeChosenAsWell() {
        PlanId plan = server.plan("split-move");
        split(plan);

        Run run = server.start("resolve-split-brain", plan);
        choose(run, "ams");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.primary("ledger")).isEqualTo("ams");
        assertThat(server.sites.route("www")).isEqualTo("ams");
        assertThat(server.sites.activeSites()).containsExactly("ams");
        assertThat(server.sites.effects().indexOf("STOP ledger@fra"))
                .isLessThan(server.sites.effects().indexOf("PROMOTE ledger@ams"));
        assertThat(server.status(plan).activeSite()).isEqualTo(AMS);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
        assertThat(server.now(run.id()).source()).isEqualTo(FRA);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void nothingIsPromotedWhileTheOtherSiteMayTakeWrites() {
        PlanId plan = server.plan("split-demote");
        split(plan);
        server.sites.faults().refuse("DEMOTE ledger@fra");

        Run run = server.start("resolve-split-brain", plan);
        choose(run, "ams");

        Decision failed = server.failure(run.id());
        assertThat(failed.choices())
                .as("past the choice nothing is undone, and evidence is not skipped")
                .containsExactly("retry", "stated");
        assertThat(server.sites.effects()).doesNotContain("PROMOTE ledger@ams");
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.primary("ledger")).isEqualTo("ams");
    }

    @Test
    void aSiteThatCameBackAfterItsDemotionIsReadBeforeALatePromotion() {
        PlanId plan = server.plan("split-came-back");
        split(plan);
        server.sites.faults().refuse("PROMOTE ledger@ams", "no room on ams-1");
        Run run = server.start("resolve-split-brain", plan);
        choose(run, "ams");
        Decision failed = server.failure(run.id());
        server.sites.runAll("fra", List.of("ledger"));
        server.sites.faults().clear();
        long before = server.sites.calls("PROMOTE ledger@ams");

        server.decide(run.id(), "retry", "");
        server.await("the refusal", () -> !server.failure(run.id()).task().equals(failed.task()));

        assertThat(server.failure(run.id()).evidence())
                .anyMatch(
                        line -> line.contains("the demotion has found that fra takes no writes, but it answers there"));
        assertThat(server.sites.calls("PROMOTE ledger@ams")).isEqualTo(before);
        server.sites.stopByHand("ledger", "fra");
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.violations()).isEmpty();
    }

    @Test
    void whoeverStopsLeavesThePlanSplit() {
        PlanId plan = server.plan("split-stop");
        split(plan);

        Run run = server.start("resolve-split-brain", plan);
        choose(run, "stop");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.NOT_READY);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.SPLIT_BRAIN);
        assertThat(server.sites.effects()).isEmpty();
    }

    @Test
    void aPersonChoosesWhereNoSiteIsActive() {
        PlanId plan = server.plan("uncertain-none");
        for (String instance : new String[] {"ledger", "shop-1", "shop-2"}) {
            server.sites.stopByHand(instance, "fra");
        }

        Run run = server.start("uncertain-restart", plan);
        choose(run, "fra");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(said(run, "ROLES_READ")).contains("neither fra nor ams is active");
        assertThat(said(run, "WITHOUT_ACTIVE")).contains("no site was active from");
        server.assertSourceServes(plan);
    }

    @Test
    void whatFencedASiteIsTakenBackBeforeItServesOrFollows() {
        PlanId plan = server.plan("uncertain-fenced", GATE);
        fenced("fra");
        server.sites.fence("gate", "ams");

        Run run = server.start("uncertain-restart", plan);
        choose(run, "fra");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects())
                .as("the other site is quiet before the fence of the chosen one falls")
                .containsSubsequence("UNFENCE gate@fra", "START ledger@fra", "UNFENCE gate@ams");
        assertThat(server.sites.calls("ROLE ledger@ams"))
                .as("read at first, before the fence falls and before the promotion, not once for each rank")
                .isEqualTo(3);
        assertThat(server.sites.fenced("gate", "fra")).isFalse();
        assertThat(server.sites.fenced("gate", "ams")).isFalse();
        server.assertSourceServes(plan);
    }

    @Test
    void aFenceThatDoesNotFallIsAskedAboutBeforeAnythingIsStarted() {
        PlanId plan = server.plan("uncertain-stuck", GATE);
        fenced("fra");
        server.sites.faults().refuse("UNFENCE gate@fra", "the gate does not open");

        Run run = server.start("uncertain-restart", plan);
        choose(run, "fra");

        assertThat(server.failure(run.id()).evidence())
                .anyMatch(line -> line.contains("unfence gate at fra: the gate does not open"));
        assertThat(server.sites.effects()).isEmpty();
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void aReturnedSiteIsReleasedBeforeItFollows() {
        PlanId plan = server.plan("uncertain-returned", GATE);
        server.sites.stopByHand("ledger", "ams");
        server.sites.fence("gate", "ams");

        Run run = server.ended(server.start("uncertain-restart", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).containsExactly("UNFENCE gate@ams", "PROTECT ledger@ams");
    }

    @Test
    void aReleasedSiteThatDoesNotFollowIsAPersonsWhereTheDiagramWouldGoOn() {
        PlanId plan = server.plan("uncertain-released", GATE);
        fenced("fra");
        server.sites.stopByHand("ledger", "ams");
        server.sites.fence("gate", "ams");
        server.sites.faults().refuse("PROTECT ledger@ams", "ams-1 is not up yet");

        Run run = server.start("uncertain-restart", plan);
        choose(run, "fra");

        Decision failed = server.failure(run.id());
        assertThat(failed.question())
                .startsWith("Protect the other site")
                .contains("The fence of ams (gate) is gone or may be: it may come up and take writes.");
        assertThat(failed.choices()).containsExactly("retry", "skip");
        assertThat(server.sites.fenced("gate", "ams")).isFalse();
        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.effects()).containsOnlyOnce("UNFENCE gate@ams").endsWith("PROTECT ledger@ams");
    }

    @Test
    void aSiteThatWasNotFencedAndDoesNotFollowEndsTheRunUnprotected() {
        PlanId plan = server.plan("uncertain-unprotected", GATE);
        server.sites.stopByHand("ledger", "ams");
        server.sites.faults().refuse("PROTECT ledger@ams", "ams-1 is not up yet");

        Run run = server.ended(server.start("uncertain-restart", plan).id());

        assertThat(run.outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(server.status(plan).state()).isEqualTo(PlanState.UNPROTECTED);
    }

    /** Nothing runs there any more, and an earlier run has fenced it. */
    private void fenced(String site) {
        for (String instance : new String[] {"ledger", "shop-1", "shop-2"}) {
            server.sites.stopByHand(instance, site);
        }
        server.sites.fence("gate", site);
    }

    @Test
    void aDryRunReadsAndAsksNobody() {
        PlanId plan = server.plan("uncertain-dry");
        server.sites.stopByHand("ledger", "fra");

        Run run = server.start(SimulatedServer.OLGA, "uncertain-restart", plan, Map.of("dryRun", true));

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.REHEARSED);
        assertThat(server.sites.effects()).isEmpty();
    }
}
