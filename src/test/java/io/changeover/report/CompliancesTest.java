package io.changeover.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.application.port.WatchStore.Sample;
import io.changeover.report.Compliance.Breach;
import io.changeover.report.Compliance.Deed;
import io.changeover.report.Compliance.Gap;
import io.changeover.report.Compliance.Lack;
import io.changeover.report.Compliance.LagRow;
import io.changeover.report.Compliance.PlanRow;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.paper.Form;
import io.changeover.report.paper.Sheet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompliancesTest {
    @Test
    void aPlanThatKeptAllAndLacksNothingIsCompliant() {
        Compliance compliance = SampleDossier.judged(SampleDossier.calm());

        PlanRow plan = compliance.plans().get(0);
        assertThat(plan.gaps()).isEmpty();
        assertThat(plan.breaches()).isEmpty();
        assertThat(plan.compliant()).isTrue();
        assertThat(plan.outage().verdict()).isEqualTo(Objective.NOT_APPLICABLE);
        assertThat(compliance.totals().compliant()).isEqualTo(1);
        assertThat(new CompliancePaper(compliance).write().title())
                .isEqualTo("1 of 1 plan kept every promise and lacks nothing.");
    }

    @Test
    void aPlanIsJudgedBeforeTheNextIsRead() {
        List<String> order = new ArrayList<>();
        Stream<Dossier> read = IntStream.range(0, 3).mapToObj(number -> {
            order.add("read " + number);
            return SampleDossier.calm(new AbstractList<>() {
                @Override
                public Sample get(int index) {
                    throw new IndexOutOfBoundsException(index);
                }

                @Override
                public int size() {
                    order.add("judged " + number);
                    return 0;
                }
            });
        });

        new Compliances(SampleDossier.QUARTER, SampleDossier.NOW, List.of()).of(read);

        assertThat(order.stream().distinct())
                .containsExactly("read 0", "judged 0", "read 1", "judged 1", "read 2", "judged 2");
    }

    @Test
    void oneReportIsMadeAtATimeAndTheNextIsMadeAfterIt() {
        List<ReportArchive> archive = new ArrayList<>();
        List<String> told = new ArrayList<>();
        Clock asks = new Clock() {
            @Override
            public Instant instant() {
                assertThatThrownBy(() ->
                                archive.get(0).compliance(List.of(), Optional.empty(), Optional.empty(), Form.JSON))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("REPORT_BUSY");
                told.add("busy");
                throw new IllegalStateException("the first goes no further");
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        archive.add(new ReportArchive(null, null, null, asks));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(
                            () -> archive.get(0).compliance(List.of(), Optional.empty(), Optional.empty(), Form.JSON))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(told).containsExactly("busy", "busy");
    }

    @Test
    void whatWasBrokenIsABreachAndWhatIsMissingAGap() {
        PlanRow plan = SampleDossier.judged(SampleDossier.troubled()).plans().get(0);

        assertThat(plan.compliant()).isFalse();
        assertThat(plan.outage().verdict()).isEqualTo(Objective.MISSED);
        assertThat(plan.loss().verdict()).isEqualTo(Objective.MISSED);
        assertThat(plan.breaches())
                .extracting(Breach::code)
                .containsExactly("LOSS", "OUTAGE", "LAG_ABOVE_RPO", "STANDBY_LOST");
        assertThat(plan.breaches().get(3).until()).as("it lasts").isNull();
        assertThat(plan.gaps())
                .extracting(Gap::code)
                .containsExactly(
                        Lack.STATE,
                        Lack.ALARM,
                        Lack.DRILL_OVERDUE,
                        Lack.DRILL_FAILED,
                        Lack.NO_CHECK,
                        Lack.NO_WITNESS,
                        Lack.NO_FENCING,
                        Lack.NOBODY_TOLD);
    }

    @Test
    void aLagIsUnknownWhereNobodyLooked() {
        List<LagRow> rows = LagRows.of(SampleDossier.example(), SampleDossier.samples(40_000), SampleDossier.NOW);

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.worst()).isEqualTo(Duration.ofSeconds(40));
            assertThat(row.above()).isEqualTo(Duration.ofMinutes(1));
            assertThat(row.unknown()).as("from the 11th to the 20th minute").isEqualTo(Duration.ofMinutes(9));
        });
    }

    @Test
    void aLagThatWasNeverReadIsUnknownAndNotZero() {
        LagRow row = LagRows.of(SampleDossier.example(), List.of(), SampleDossier.NOW)
                .get(0);

        assertThat(row.since()).isNull();
        assertThat(row.worst()).isNull();
    }

    @Test
    void actionsNameWhoDidWhatAndLeaveTheServerOut() {
        PlanRow plan = SampleDossier.judged(SampleDossier.calm()).plans().get(0);

        assertThat(plan.actions()).extracting(Deed::at).isSorted();
        assertThat(plan.actions())
                .extracting(one -> one.who() + " " + one.what())
                .containsExactlyInAnyOrder(
                        "olga applied the plan", "dana started a run", "root began a freeze of all starts");
    }

    @Test
    void alarmsAreKnownOnlyAsFarBackAsThePlanKeepsThem() {
        PlanRow plan = SampleDossier.judged(SampleDossier.calm()).plans().get(0);

        assertThat(plan.alarmsSince()).isEqualTo(SampleDossier.NOW.minus(Duration.ofDays(7)));
    }

    @Test
    void theTableHasARowForEachPlanAndAColumnForEachName() {
        Compliance compliance = SampleDossier.judged(SampleDossier.troubled(), SampleDossier.calm());
        Sheet sheet = new CompliancePaper(compliance).sheet();

        assertThat(sheet.rows()).hasSize(2).allSatisfy(row -> assertThat(row).hasSameSizeAs(sheet.header()));
        assertThat(sheet.csv()).contains("2026-01-01,2026-03-31,shop,4,UNPROTECTED,fra,false,PT5M,");
    }

    @Test
    void aPeriodIsTheLastNinetyDaysUnlessItIsSaid() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);

        assertThat(Period.of(Optional.empty(), Optional.empty(), clock))
                .isEqualTo(new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31)));
        assertThat(SampleDossier.QUARTER.contains(Instant.parse("2026-03-31T23:59:59Z")))
                .isTrue();
        assertThat(SampleDossier.QUARTER.contains(Instant.parse("2026-04-01T00:00:00Z")))
                .isFalse();
        assertThatThrownBy(() -> new Period(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 1, 31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-31");
    }
}
