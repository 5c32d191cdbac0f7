package io.changeover.report;

import io.changeover.application.Drills;
import io.changeover.application.port.WatchStore.Sample;
import io.changeover.config.Connectors;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.Fencing;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.plan.Witness;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import io.changeover.planfile.PlanReader;
import io.changeover.report.Dossier.Achieved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What is kept of the plan {@code shop} over the first quarter of 2026. */
final class SampleDossier {
    static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    static final Period QUARTER = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));
    private static final PlanId SHOP = new PlanId("shop");

    private SampleDossier() {}

    /** The report on plans of which this is kept. */
    static Compliance judged(Dossier... dossiers) {
        Hold freeze = new Hold(
                1,
                Hold.Kind.FREEZE,
                Optional.empty(),
                NOW.minus(Duration.ofDays(3)),
                "root",
                "year end",
                Optional.empty(),
                Optional.of(new Hold.End(NOW.minus(Duration.ofDays(2)), "changeover", "its time was over")));
        return new Compliances(QUARTER, NOW, List.of(freeze)).of(Stream.of(dossiers));
    }

    /** Nothing is wrong and nothing is missing. */
    static Dossier calm() {
        return calm(samples(0));
    }

    /** The same with these lags. */
    static Dossier calm(List<Sample> samples) {
        ProtectionPlan plan = complete();
        Run drill = drill(RunOutcome.COMPLETED);
        return new Dossier(
                NOW,
                status(PlanState.ACTIVE),
                plan,
                List.of(new PlanVersion(SHOP, 4, "", "olga", NOW.minus(Duration.ofDays(20)))),
                List.of(drill),
                Map.of(),
                List.of(new RunEvent(drill.id(), drill.startedAt(), "dana", "STARTED", "the quarter's drill")),
                List.of(),
                samples,
                List.of(),
                new Drills.Standing(
                        true, Optional.of(drill), drill.endedAt(), Optional.of(NOW.plus(Duration.ofDays(40))), false));
    }

    /** A failover lost more than promised, nothing follows since, a lag was too long, and no drill passed. */
    static Dossier troubled() {
        RunReport lossy = SampleStories.lossy();
        Run run = new SampleRun()
                .run(
                        RunType.FAILOVER,
                        RunState.ENDED,
                        Optional.of(RunOutcome.COMPLETED_UNPROTECTED),
                        Optional.of(SampleRun.at(422_100)));
        Alarm lag = new Alarm(
                7,
                SHOP,
                AlarmCode.LAG_ABOVE_RPO,
                "ledger",
                "ledger is 40 s behind, wanted are 5 s",
                NOW.minus(Duration.ofDays(2)),
                Optional.of(NOW.minus(Duration.ofDays(1))));
        Alarm lost = new Alarm(
                8,
                SHOP,
                AlarmCode.STANDBY_LOST,
                "ledger",
                "ledger at fra does not follow",
                NOW.minusSeconds(60),
                Optional.empty());
        return new Dossier(
                NOW,
                status(PlanState.UNPROTECTED),
                example(),
                List.of(),
                List.of(run),
                Map.of(run.id(), new Achieved(lossy.outage(), lossy.recoveryPoint())),
                Stream.of("STARTED", "ABORTED")
                        .map(what -> new RunEvent(run.id(), run.startedAt(), "dana", what, "fra does not answer"))
                        .toList(),
                List.of(lag, lost),
                samples(40_000),
                List.of(),
                new Drills.Standing(
                        true, Optional.of(drill(RunOutcome.FAILED)), Optional.empty(), Optional.empty(), true));
    }

    /** One a minute for ten minutes, then nothing for ten, then one. */
    static List<Sample> samples(long millis) {
        return LongStream.concat(LongStream.range(0, 10), LongStream.of(20))
                .mapToObj(minute -> new Sample(
                        SHOP,
                        "ledger",
                        NOW.minus(Duration.ofMinutes(21)).plus(Duration.ofMinutes(minute)),
                        new Lag(OptionalLong.of(0), Optional.of(Duration.ofMillis(minute == 3 ? millis : 5)))))
                .toList();
    }

    private static PlanStatus status(PlanState state) {
        return new PlanStatus(SHOP, 4, new SiteId("fra"), state, 7, Optional.empty(), 12, "");
    }

    private static Run drill(RunOutcome outcome) {
        return new SampleRun().run(RunType.DRILL, RunState.ENDED, Optional.of(outcome), Optional.of(SampleRun.at(900)));
    }

    static ProtectionPlan example() {
        try {
            return new PlanReader(Connectors.descriptors())
                    .read(Files.readString(Path.of("docs/examples/shop.yaml")))
                    .plan()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProtectionPlan complete() {
        ProtectionPlan plan = example();
        Placement anywhere = new Placement(Optional.empty(), Map.of());
        FencingMethod power = new FencingMethod(
                "power",
                "http",
                true,
                FencingMethod.USUAL,
                Map.of(new SiteId("fra"), anywhere, new SiteId("ams"), anywhere));
        Receiver desk = new Receiver(
                "desk",
                Set.of(),
                Optional.of(new Receiver.Webhook("https://desk.example.org", "${env:DESK}", Map.of())),
                Optional.empty());
        return new ProtectionPlan(
                plan.id(),
                plan.objectives(),
                plan.sites(),
                plan.hosts(),
                plan.groups().stream()
                        .filter(group -> group.name().equals("app"))
                        .toList(),
                plan.datasets(),
                plan.routes(),
                plan.hooks(),
                new Fencing(List.of(power), ApprovalRule.DEFAULT),
                plan.approvals(),
                plan.window(),
                plan.limits(),
                List.of(desk),
                List.of(new Witness("office", "witness", Map.of())),
                plan.watch(),
                plan.trigger(),
                plan.drill());
    }
}
