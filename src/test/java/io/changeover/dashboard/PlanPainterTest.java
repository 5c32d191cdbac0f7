package io.changeover.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.PlanWatch;
import io.changeover.config.Connectors;
import io.changeover.connector.spi.Durations;
import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import io.changeover.planfile.PlanReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanPainterTest {
    private static final Instant AT = Instant.parse("2026-03-14T03:17:45Z");
    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");

    @Test
    void dataFlowsFromTheSiteThatServesAndSaysHowFarItIsBehind() {
        ProtectionPlan plan = plan(2);
        PlanPicture picture = paint(
                PlanStatus.first(plan),
                plan,
                lag("uploads", Found.FOLLOWS, "4s"),
                instance("app-1", FRA, Found.RUNNING));

        PlanPicture.Flow flow = picture.flows().get(0);
        assertThat(flow.from()).isLessThan(flow.to());
        assertThat(flow.words()).isEqualTo("4.0 s of 30.0 s");
        assertThat(flow.tone()).isEqualTo(Tone.GOOD);
        assertThat(flow.flows()).isTrue();
        assertThat(picture.sites())
                .extracting(PlanPicture.SiteBox::role)
                .containsExactly("serves, preferred", "standby");
        assertThat(picture.words()).contains("uploads 4.0 s of 30.0 s");
        assertThat(word(picture, 0, "app-1")).isEqualTo("running");
        assertThat(word(picture, 0, "app-2")).isEqualTo("not seen");
    }

    @Test
    void afterAMoveThePreferredSiteStaysOnTheLeftAndTheDataFlowsBack() {
        ProtectionPlan plan = plan(2);
        PlanPicture picture = paint(PlanStatus.first(plan).activeAt(AMS), plan, lag("uploads", Found.FOLLOWS, "31s"));

        assertThat(picture.sites()).extracting(PlanPicture.SiteBox::name).containsExactly("fra", "ams");
        assertThat(picture.sites().get(1).serves()).isTrue();
        PlanPicture.Flow flow = picture.flows().get(0);
        assertThat(flow.from()).isGreaterThan(flow.to());
        assertThat(flow.tone()).isEqualTo(Tone.BAD);
        assertThat(picture.approaches())
                .singleElement()
                .satisfies(way -> assertThat(way.title()).contains("users are sent to ams"));
    }

    @Test
    void whatWasNotReadIsUnknownAndWhatDoesNotFollowIsNotShownAsFlowing() {
        ProtectionPlan plan = plan(1);
        PlanStatus active = PlanStatus.first(plan);
        PlanPicture silent = paint(active, plan, lag("uploads", Found.UNKNOWN, ""));
        PlanStatus unprotected = active.released(PlanState.UNPROTECTED, "the standby was lost");
        PlanPicture lost = paint(unprotected, plan, lag("uploads", Found.FOLLOWS, "1s"));
        PlanPicture unseen = PlanPainter.of(seen(active, plan, Optional.empty()));

        assertThat(silent.flows().get(0).words()).isEqualTo("lag unknown");
        assertThat(silent.flows().get(0).tone()).isEqualTo(Tone.WARNING);
        assertThat(lost.flows().get(0).words()).isEqualTo("does not follow");
        assertThat(lost.flows().get(0).flows()).isFalse();
        assertThat(unseen.flows().get(0).words()).isEqualTo("not measured");
    }

    @Test
    void onTheMoveNoSiteIsShownAsServing() {
        ProtectionPlan plan = plan(1);
        PlanPicture picture = paint(PlanStatus.first(plan).in(PlanState.MOVING, PlanCause.PROMOTION_BEGUN), plan);

        assertThat(picture.sites()).noneMatch(PlanPicture.SiteBox::serves);
        assertThat(picture.sites())
                .extracting(PlanPicture.SiteBox::role)
                .allMatch(role -> role.contains("on the move"));
    }

    @Test
    void onTheMoveAPrimaryAtEitherSiteIsNoFault() {
        ProtectionPlan plan = plan(2);
        PlanStatus active = PlanStatus.first(plan);
        PlanStatus moving = active.in(PlanState.MOVING, PlanCause.PROMOTION_BEGUN);
        Sight promoted = instance("app-1", AMS, Found.PRIMARY);

        assertThat(tone(paint(moving, plan, promoted), 1, "app-1")).isEqualTo(Tone.GOOD);
        assertThat(tone(paint(active, plan, promoted), 1, "app-1")).isEqualTo(Tone.BAD);
    }

    @Test
    void ofTwoThousandThePictureShowsLightsAndCountsAndStaysSmall() {
        ProtectionPlan plan = plan(2_000);
        PlanPicture picture = paint(PlanStatus.first(plan), plan, instance("app-7", FRA, Found.STOPPED));

        List<PlanPicture.Line> lines = picture.sites().get(0).lines();
        assertThat(lines.get(0).word()).isEqualTo("1999 not seen, 1 stopped");
        assertThat(lines.get(1).lamps().get(6).tone()).isEqualTo(Tone.BAD);
        assertThat(lines).hasSizeLessThan(20);
        assertThat(picture.height()).isLessThan(700);
    }

    private static Tone tone(PlanPicture picture, int site, String name) {
        return picture.sites().get(site).lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow()
                .tone();
    }

    private static String word(PlanPicture picture, int site, String name) {
        return picture.sites().get(site).lines().stream()
                .filter(line -> line.name().equals(name))
                .map(PlanPicture.Line::word)
                .findFirst()
                .orElseThrow();
    }

    private static Sight lag(String name, Found found, String age) {
        Lag lag = age.isEmpty() ? Lag.UNKNOWN : new Lag(OptionalLong.empty(), Optional.of(Durations.parse(age)));
        return new Sight(What.LAG, name, AMS, AT, found, lag, "");
    }

    private static Sight instance(String name, SiteId site, Found found) {
        return Sight.of(What.INSTANCE, name, site, AT, found, "");
    }

    private static PlanPicture paint(PlanStatus status, ProtectionPlan plan, Sight... sights) {
        return PlanPainter.of(
                seen(status, plan, Optional.of(new Look(plan, status.activeSite(), AT, List.of(sights)))));
    }

    private static PlanWatch.Seen seen(PlanStatus status, ProtectionPlan plan, Optional<Look> look) {
        return new PlanWatch.Seen(
                status, plan, look, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ProtectionPlan plan(int instances) {
        String members = IntStream.rangeClosed(1, instances)
                .mapToObj(
                        "      - { name: app-%1$d, connector: systemd, unit: app, fra: { host: f1 }, ams: { host: a1 } }\n"
                                ::formatted)
                .collect(Collectors.joining());
        String yaml = """
                plan: shop
                objectives: { rpo: 30s, rto: 5m }
                sites:
                  fra: { preferred: true }
                  ams: {}
                hosts:
                  f1: { site: fra, address: 10.0.1.11, ssh: { user: dr, key: /k } }
                  a1: { site: ams, address: 10.0.2.11, ssh: { user: dr, key: /k } }
                groups:
                  - name: app
                    instances:
                """ + members + """
                datasets:
                  - { name: uploads, connector: rsync, path: /srv/uploads, fra: { host: f1 }, ams: { host: a1 } }
                routes:
                  - { name: www, connector: command, read: /r show, switch: "/r set ${site}", fra: { host: f1 }, ams: { host: a1 } }
                """;
        return new PlanReader(Connectors.descriptors()).read(yaml).plan().orElseThrow();
    }
}
