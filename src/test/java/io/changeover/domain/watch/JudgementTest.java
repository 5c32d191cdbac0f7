package io.changeover.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Drill;
import io.changeover.domain.plan.Fencing;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.plan.Objectives;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanTransition;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.domain.plan.WatchRule;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.Site;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Sight.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from what is seen, look by look. The objective is 10 s, the plan's grace 2 min, a look every 5 s. */
class JudgementTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");
    private static final String WELL = "lag 0, fra PRIMARY, ams STANDBY";

    private PlanState state = PlanState.ACTIVE;
    private boolean maintenance;
    private boolean moving;
    private Map<String, Instant> since = Map.of();
    private final List<Alarm> open = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /** One look in which the state is another one, or not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ACTIVE      | lag 10000, fra PRIMARY, ams STANDBY   | ACTIVE      |
                    ACTIVE      | lag 10001, fra PRIMARY, ams STANDBY   | DEGRADED    | +LAG_ABOVE_RPO
                    DEGRADED    | lag 10001, fra PRIMARY, ams STANDBY   | DEGRADED    | +LAG_ABOVE_RPO
                    DEGRADED    | lag 9000, fra PRIMARY, ams STANDBY    | ACTIVE      |
                    DEGRADED    | lag unknown, fra PRIMARY, ams STANDBY | DEGRADED    |
                    ACTIVE      | lag unknown, fra PRIMARY, ams UNKNOWN | ACTIVE      |
                    ACTIVE      | lag lost, fra PRIMARY, ams PRIMARY    | SPLIT_BRAIN | +TWO_ACTIVE
                    DEGRADED    | lag lost, fra PRIMARY, ams PRIMARY    | SPLIT_BRAIN | +TWO_ACTIVE
                    TESTING     | lag lost, fra PRIMARY, ams PRIMARY    | SPLIT_BRAIN | +TWO_ACTIVE
                    UNPROTECTED | lag lost, fra PRIMARY, ams PRIMARY    | SPLIT_BRAIN | +TWO_ACTIVE
                    NO_ACTIVE   | lag lost, fra PRIMARY, ams PRIMARY    | SPLIT_BRAIN | +TWO_ACTIVE
                    ATTENTION   | lag lost, fra PRIMARY, ams PRIMARY    | SPLIT_BRAIN | +TWO_ACTIVE
                    SUSPENDED   | lag lost, fra PRIMARY, ams PRIMARY    | SPLIT_BRAIN | +TWO_ACTIVE
                    SPLIT_BRAIN | lag 0, fra PRIMARY, ams STANDBY       | SPLIT_BRAIN |
                    ACTIVE      | lag unknown, fra STOPPED, ams STANDBY | ACTIVE      |
                    ACTIVE      | lag unknown, fra UNKNOWN, ams STANDBY | ACTIVE      |
                    NO_ACTIVE   | lag 0, fra PRIMARY, ams STANDBY       | DEGRADED    |
                    NO_ACTIVE   | lag unknown, fra UNKNOWN, ams STANDBY | NO_ACTIVE   |
                    NO_ACTIVE   | lag unknown, fra STANDBY, ams PRIMARY | NO_ACTIVE   |
                    UNPROTECTED | lag 0, fra PRIMARY, ams STANDBY       | UNPROTECTED |
                    ATTENTION   | lag 0, fra PRIMARY, ams STANDBY       | ATTENTION   |
                    SUSPENDED   | lag 0, fra PRIMARY, ams STANDBY       | DEGRADED    |
                    TESTING     | lag 20000, fra PRIMARY, ams STANDBY   | TESTING     | +LAG_ABOVE_RPO
                    """)
    void oneLook(PlanState before, String seen, PlanState after, String alarms) {
        state = before;

        look(0, seen);

        assertThat(state).isEqualTo(after);
        assertThat(told).isEqualTo(alarms == null ? List.of() : List.of(alarms));
    }

    @ParameterizedTest
    @EnumSource(PlanState.class)
    void nothingFollowsWhileARunIsMovingTheService(PlanState before) {
        state = before;
        moving = true;

        look(0, "lag lost, fra PRIMARY, ams PRIMARY");
        look(600, "lag 99000, fra STOPPED, ams STANDBY");

        assertThat(state).isEqualTo(before);
        assertThat(told).isEmpty();
    }

    @Test
    void aLagNearItsObjectiveIsAWarningAfterFiveMinutesAndOneAboveItIsNoSecondOne() {
        look(0, "lag 7600, fra PRIMARY, ams STANDBY");
        look(299, "lag 7600, fra PRIMARY, ams STANDBY");
        assertThat(told).isEmpty();
        look(300, "lag 7600, fra PRIMARY, ams STANDBY");
        look(305, "lag 9999, fra PRIMARY, ams STANDBY");
        assertThat(told).containsExactly("+LAG_NEAR_RPO");
        assertThat(state).isEqualTo(PlanState.ACTIVE);

        look(310, "lag 7500, fra PRIMARY, ams STANDBY");
        assertThat(told).containsExactly("+LAG_NEAR_RPO", "-LAG_NEAR_RPO");
        look(315, "lag 7600, fra PRIMARY, ams STANDBY");
        look(320, "lag 11000, fra PRIMARY, ams STANDBY");
        look(900, "lag 11000, fra PRIMARY, ams STANDBY");
        assertThat(told).containsExactly("+LAG_NEAR_RPO", "-LAG_NEAR_RPO", "+LAG_ABOVE_RPO");
    }

    @Test
    void anAlarmIsToldOnceAndIsOverOnlyWhenAReadingSaysSo() {
        look(0, "lag 20000, fra PRIMARY, ams STANDBY");
        look(5, "lag 21000, fra PRIMARY, ams STANDBY");
        look(10, "lag unknown, fra PRIMARY, ams UNKNOWN");
        assertThat(told).containsExactly("+LAG_ABOVE_RPO");

        look(15, WELL);
        look(20, WELL);
        assertThat(told).containsExactly("+LAG_ABOVE_RPO", "-LAG_ABOVE_RPO");
        assertThat(state).isEqualTo(PlanState.ACTIVE);
    }

    @Test
    void aLagThatIsNotKnownForLongerThanTheGraceLeavesThePlanDegraded() {
        look(0, "lag unknown, fra PRIMARY, ams UNKNOWN");
        look(119, "lag unknown, fra PRIMARY, ams UNKNOWN");
        assertThat(state).isEqualTo(PlanState.ACTIVE);
        look(120, "lag unknown, fra PRIMARY, ams UNKNOWN");

        assertThat(state).isEqualTo(PlanState.DEGRADED);
        assertThat(told).contains("+LAG_UNKNOWN");
        look(125, WELL);
        assertThat(state).isEqualTo(PlanState.ACTIVE);
        assertThat(told).contains("-LAG_UNKNOWN");
    }

    @Test
    void aStandbyThatIsLostTwiceAgainLeavesThePlanDegraded() {
        look(0, "lag lost, fra PRIMARY, ams STANDBY");
        assertThat(state).isEqualTo(PlanState.ACTIVE);
        look(5, "lag lost, fra PRIMARY, ams STANDBY");
        look(10, "lag lost, fra PRIMARY, ams STANDBY");

        assertThat(state).isEqualTo(PlanState.DEGRADED);
        assertThat(told).containsExactly("+STANDBY_LOST");
    }

    @Test
    void twoActiveSitesAreToldDuringARunWhenASecondLookSeesThemToo() {
        moving = true;
        look(0, "lag lost, fra PRIMARY, ams PRIMARY");
        look(5, "lag lost, fra STOPPED, ams PRIMARY");
        look(10, "lag lost, fra PRIMARY, ams PRIMARY");
        assertThat(told).as("one look may have seen both sides of a move").isEmpty();

        look(15, "lag lost, fra PRIMARY, ams PRIMARY");
        look(20, "lag lost, fra PRIMARY, ams PRIMARY");
        assertThat(told).containsExactly("+TWO_ACTIVE");
        assertThat(state).as("the run has the plan").isNotEqualTo(PlanState.SPLIT_BRAIN);
    }

    @Test
    void noActiveSiteCountsOnlyWhenBothWereReadForAsLongAsTheGrace() {
        look(0, "lag unknown, fra STOPPED, ams STANDBY");
        look(60, "lag unknown, fra UNKNOWN, ams STANDBY");
        look(120, "lag unknown, fra STOPPED, ams STANDBY");
        assertThat(state).as("silence has begun it anew").isNotEqualTo(PlanState.NO_ACTIVE);
        look(240, "lag unknown, fra STOPPED, ams STANDBY");
        assertThat(state).isEqualTo(PlanState.NO_ACTIVE);
        assertThat(told).contains("+NONE_ACTIVE");

        look(245, WELL);
        look(250, WELL);
        assertThat(state).isEqualTo(PlanState.ACTIVE);
        assertThat(told).contains("-NONE_ACTIVE");
    }

    @Test
    void aSiteIsUnreachableAfterThreeLooksAndNeverDown() {
        for (int at = 0; at <= 600; at += 5) {
            look(at, "lag unknown, fra UNKNOWN, ams STANDBY");
            assertThat(told.contains("+SITE_UNREACHABLE")).as("after %d s", at).isEqualTo(at >= 10);
        }

        assertThat(state).isEqualTo(PlanState.DEGRADED);
        assertThat(told).containsExactlyInAnyOrder("+SITE_UNREACHABLE", "+LAG_UNKNOWN");
        look(605, WELL);
        assertThat(told).contains("-SITE_UNREACHABLE");
    }

    @Test
    void theServiceAtTheOtherSiteIsToldAndChangesNothing() {
        for (int at = 0; at <= 10; at += 5) {
            look(at, "lag lost, fra STANDBY, ams PRIMARY");
        }

        assertThat(told).contains("+ACTIVE_ELSEWHERE");
    }

    @Test
    void aServiceInPartsIsToldAndIsNoSplitBrain() {
        for (int at = 0; at <= 10; at += 5) {
            look(at, "fra STANDBY, ams PRIMARY, uploads@fra PRIMARY, uploads@ams STANDBY");
        }

        assertThat(told).containsExactly("+ACTIVE_ELSEWHERE");
        assertThat(state).isNotEqualTo(PlanState.SPLIT_BRAIN);
    }

    @Test
    void underMaintenanceOnlyTwoActiveSitesAreTold() {
        maintenance = true;
        look(0, "lag 99000, fra PRIMARY, ams STANDBY");
        assertThat(state).isEqualTo(PlanState.SUSPENDED);
        look(600, "lag 99000, fra PRIMARY, ams STANDBY");
        assertThat(told).isEmpty();

        maintenance = false;
        look(605, "lag 0, fra PRIMARY, ams STANDBY");
        assertThat(state).isEqualTo(PlanState.DEGRADED);
        look(610, WELL);
        assertThat(state).isEqualTo(PlanState.ACTIVE);
        maintenance = true;
        look(615, "lag lost, fra PRIMARY, ams PRIMARY");
        assertThat(told).containsExactly("+TWO_ACTIVE");
        assertThat(state).isEqualTo(PlanState.SPLIT_BRAIN);
    }

    /** What was seen, and what came of it; every change must be in the table. */
    private void look(int second, String seen) {
        Instant at = START.plusSeconds(second);
        Look look = new Look(
                plan(),
                FRA,
                at,
                Stream.of(seen.split(", ")).map(one -> sight(one, at)).toList());
        Judgement judgement = Judgement.of(look, new Judgement.Before(state, maintenance, moving, open, since));
        since = judgement.since();
        judgement.clear().forEach(alarm -> {
            open.removeIf(one -> one.key().equals(alarm.key()));
            told.add("-" + alarm.code());
        });
        judgement.raise().forEach(why -> {
            open.add(Alarm.raised(new PlanId("shop"), why, at));
            told.add("+" + why.code());
        });
        judgement.change().ifPresent(change -> {
            assertThat(PlanTransition.allows(state, change.to(), change.cause()))
                    .as("%s", change)
                    .isTrue();
            state = change.to();
        });
    }

    private static Sight sight(String text, Instant at) {
        String[] words = text.split(" ");
        if (!words[0].equals("lag")) {
            String name = words[0].contains("@") ? words[0].replaceFirst("@.*", "") : "ledger";
            SiteId site = new SiteId(words[0].replaceFirst(".*@", ""));
            return Sight.of(What.ROLE, name, site, at, Found.valueOf(words[1]), text);
        }
        return switch (words[1]) {
            case "unknown" -> Sight.of(What.LAG, "ledger", AMS, at, Found.UNKNOWN, text);
            case "lost" -> Sight.of(What.LAG, "ledger", AMS, at, Found.LOST, text);
            default -> {
                Lag lag = new Lag(OptionalLong.of(1), Optional.of(Duration.ofMillis(Long.parseLong(words[1]))));
                yield new Sight(What.LAG, "ledger", AMS, at, Found.FOLLOWS, lag, text);
            }
        };
    }

    private static ProtectionPlan plan() {
        Dataset ledger = new Dataset("ledger", "sim", Map.of(), Optional.of(Duration.ofSeconds(10)), Optional.empty());
        return new ProtectionPlan(
                new PlanId("shop"),
                new Objectives(Duration.ofSeconds(30), Duration.ofMinutes(5)),
                Map.of(FRA, new Site(FRA, true), AMS, new Site(AMS, false)),
                Map.of(),
                List.of(),
                List.of(ledger),
                List.of(),
                List.of(),
                Fencing.DEFAULT,
                Map.of(),
                Optional.empty(),
                Limits.DEFAULT,
                List.of(),
                List.of(),
                WatchRule.DEFAULT,
                TriggerRule.DEFAULT,
                Drill.NONE);
    }
}
