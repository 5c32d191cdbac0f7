package io.changeover.persistence;

import static io.changeover.persistence.StoreRoom.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.WatchStore.Now;
import io.changeover.application.port.WatchStore.Sample;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import io.changeover.domain.watch.Condition;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the watch has seen is kept like, on every database. */
abstract class WatchContractTest {
    private static final Lag BEHIND = new Lag(OptionalLong.of(77), Optional.of(Duration.ofMillis(1_234)));

    abstract StoreRoom room();

    @Test
    void theLastLookIsReadAsItWasWrittenAndWhatIsNotKnownStaysUnknown() {
        PlanId plan = room().plan().id();
        Sight lag = new Sight(
                What.LAG, "ledger", StoreRoom.AMS, AT.truncatedTo(ChronoUnit.MILLIS), Found.FOLLOWS, BEHIND, "");
        Sight lost = Sight.of(
                What.ROLE, "ledger", StoreRoom.FRA, AT.truncatedTo(ChronoUnit.MILLIS), Found.UNKNOWN, "no answer");
        Now first = new Now(plan, AT, "one", List.of(lag), Map.of());
        Sight served =
                Sight.of(What.ROLE, "ledger", StoreRoom.FRA, AT.truncatedTo(ChronoUnit.MILLIS), Found.PRIMARY, "");
        Now second = new Now(
                plan, AT.plusSeconds(5), "two", List.of(lag, lost), Map.of("LAG_UNKNOWN ledger", AT), List.of(served));

        room().watch.write(first);
        assertThat(room().watch.now(plan)).contains(first);
        room().watch.write(second);

        assertThat(room().watch.now(plan)).contains(second);
        assertThat(room().watch.now(plan).orElseThrow().sights().get(1).lag()).isEqualTo(Lag.UNKNOWN);
    }

    @Test
    void aSeriesIsReadOldestFirstAndPrunedByItsAge() {
        PlanId plan = room().plan().id();
        Sample old = new Sample(plan, "ledger", AT, BEHIND);
        Sample unknown = new Sample(plan, "ledger", AT.plusSeconds(5), Lag.UNKNOWN);
        Sample other = new Sample(plan, "files", AT.plusSeconds(6), BEHIND);
        room().watch.add(List.of(other, unknown, old));
        room().watch.add(List.of());

        assertThat(room().watch.series(plan, Optional.empty(), AT, 10)).containsExactly(old, unknown, other);
        assertThat(room().watch.series(plan, Optional.of("ledger"), AT, 10)).containsExactly(old, unknown);
        assertThat(room().watch.series(plan, Optional.of("ledger"), AT, 1)).containsExactly(unknown);
        room().watch.prune(plan, AT.plusSeconds(1));
        assertThat(room().watch.series(plan, Optional.empty(), AT, 10)).containsExactly(unknown, other);
    }

    @Test
    void anAlarmIsOpenUntilItIsClearedAndIsPrunedOnlyThen() {
        PlanId plan = room().plan().id();
        Condition why = new Condition(AlarmCode.LAG_ABOVE_RPO, "ledger", Duration.ZERO, "ledger is behind");
        Alarm raised = room().watch.raise(Alarm.raised(plan, why, AT));

        assertThat(raised.id()).isPositive();
        assertThat(room().watch.open(plan)).containsExactly(raised);
        room().watch.prune(plan, AT.plusSeconds(60));
        assertThat(room().watch.open(plan)).containsExactly(raised);

        Alarm over = raised.cleared(AT.plusSeconds(5));
        room().watch.clear(over);
        assertThat(room().watch.open(plan)).isEmpty();
        assertThat(room().watch.alarms(plan, 10)).containsExactly(over);
        room().watch.prune(plan, AT.plusSeconds(60));
        assertThat(room().watch.alarms(plan, 10)).isEmpty();
    }

    @Test
    void whatIsOpenStandsAmongTheOpenOnesOfAllPlansHoweverManyCameAndWentAfterIt() {
        PlanId lasting = room().plan().id();
        PlanId flapping = room().plan().id();
        Condition silent = new Condition(AlarmCode.LAG_UNKNOWN, "ledger", Duration.ZERO, "ledger is not known");
        Condition behind = new Condition(AlarmCode.LAG_ABOVE_RPO, "ledger", Duration.ZERO, "ledger is behind");
        Alarm second = room().watch.raise(Alarm.raised(flapping, behind, AT.plusSeconds(1)));
        Alarm first = room().watch.raise(Alarm.raised(lasting, silent, AT));
        for (int i = 2; i < 9; i++) {
            Alarm passing = room().watch.raise(Alarm.raised(flapping, silent, AT.plusSeconds(i)));
            room().watch.clear(passing.cleared(AT.plusSeconds(i + 1)));
        }

        assertThat(room().watch.alarms(flapping, 5)).doesNotContain(second);
        assertThat(room().watch.open())
                .filteredOn(one -> List.of(lasting, flapping).contains(one.plan()))
                .containsExactly(first, second);
        room().watch.clear(first.cleared(AT.plusSeconds(20)));
        room().watch.clear(second.cleared(AT.plusSeconds(20)));
    }

    @Test
    void oneNodeHasTheWatchUntilItIsSilent() {
        assertThat(room().watch.take("one", AT, AT.plusSeconds(8))).isTrue();
        assertThat(room().watch.take("two", AT.plusSeconds(7), AT.plusSeconds(15)))
                .isFalse();
        assertThat(room().watch.take("one", AT.plusSeconds(7), AT.plusSeconds(15)))
                .isTrue();
        assertThat(room().watch.take("two", AT.plusSeconds(16), AT.plusSeconds(24)))
                .isTrue();
        assertThat(room().watch.take("one", AT.plusSeconds(17), AT.plusSeconds(25)))
                .isFalse();
        room().jdbc.update("update watch_lease set until_at = timestamp with time zone '2000-01-01 00:00:00+00:00'");
    }

    @Test
    void whatIsHeldBackIsKeptWithWhoHasBegunAndEndedIt() {
        PlanId plan = room().plan().id();
        Hold begun = new Hold(
                0,
                Hold.Kind.MAINTENANCE,
                Optional.of(plan),
                AT,
                "olga",
                "disks",
                Optional.of(AT.plusSeconds(60)),
                Optional.empty());
        room().holds.begin(begun);

        Hold open = room().holds.open(Hold.Kind.MAINTENANCE, Optional.of(plan)).get(0);
        assertThat(open.begunBy()).isEqualTo("olga");
        assertThat(open.holdsAt(AT.plusSeconds(59))).isTrue();
        assertThat(open.holdsAt(AT.plusSeconds(60))).isFalse();
        assertThat(room().holds.open(Hold.Kind.COOL_DOWN, Optional.of(plan))).isEmpty();
        Hold ended = new Hold(
                open.id(),
                open.kind(),
                open.plan(),
                open.begunAt(),
                open.begunBy(),
                open.reason(),
                open.until(),
                Optional.of(new Hold.End(AT.plusSeconds(9), "vera", "done")));
        room().holds.end(ended);
        assertThat(room().holds.open(Hold.Kind.MAINTENANCE, Optional.of(plan))).isEmpty();
        assertThat(room().holds.newest(Optional.of(plan), 5)).containsExactly(ended);
    }

    @Test
    void notificationsOfAPlanAreNumberedByThemselves() {
        PlanId plan = room().plan().id();
        Notification alarm = new Notification(
                UUID.randomUUID().toString(),
                Optional.empty(),
                Optional.of(new Notification.Place(plan, 1)),
                "tickets",
                room().outbox.nextSequence(plan, "tickets"),
                NotificationEvent.ALARM,
                AT,
                Notification.Fact.of(
                        PlanState.DEGRADED,
                        "Plan shop: ledger is behind",
                        new Notification.Alarmed("LAG_ABOVE_RPO", "ledger", AT, Optional.of(AT.plusSeconds(5)))),
                Notification.Delivery.fresh(AT));

        room().outbox.append(alarm);

        assertThat(room().outbox.find(alarm.id())).contains(alarm);
        assertThat(room().outbox.pendingOf(plan, "tickets")).containsExactly(alarm);
        assertThat(room().outbox.nextSequence(plan, "tickets")).isEqualTo(2);
        assertThat(room().outbox.nextSequence(plan, "all")).isEqualTo(1);
    }
}
