package io.changeover.dashboard;

import io.changeover.application.Holds;
import io.changeover.application.PlanWatch;
import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.watch.Alarm;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is wrong with plans and was told, and what is held back. */
@Component
final class Alarms {
    private static final int MOST = 200;

    private final PlanStore plans;
    private final PlanWatch watch;
    private final Holds holds;

    Alarms(PlanStore plans, PlanWatch watch, Holds holds) {
        this.plans = plans;
        this.watch = watch;
        this.holds = holds;
    }

    /**
     * Something that is held back, or was.
     *
     * @param what in words, such as {@code all starts frozen}
     * @param plan the plan it is of, or null for one of the whole server
     */
    public record Held(
            String what,
            @Nullable String plan,
            String by,
            String reason,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant endedAt,
            @Nullable String endedBy) {}

    /** Those that are not over, the oldest first. */
    List<AlarmRow> open() {
        return watch.open().stream().map(Alarms::row).toList();
    }

    /** Those that are over, the newest first. */
    List<AlarmRow> over() {
        return plans.all().stream()
                .flatMap(one -> watch.alarms(one.id()).stream())
                .filter(one -> one.clearedAt().isPresent())
                .sorted(Comparator.comparing(Alarm::raisedAt).reversed())
                .limit(MOST)
                .map(Alarms::row)
                .toList();
    }

    private static AlarmRow row(Alarm alarm) {
        Tone tone = alarm.clearedAt().isPresent() ? Tone.NEUTRAL : alarm.code().degrading() ? Tone.BAD : Tone.WARNING;
        return new AlarmRow(
                alarm.plan().value(),
                tone,
                alarm.code().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                alarm.subject(),
                alarm.sentence(),
                alarm.raisedAt(),
                alarm.clearedAt().orElse(null));
    }

    /** What is held back now or was, of the server and of every plan; what holds first, and then the newest. */
    List<Held> held() {
        Stream<Optional<PlanId>> of = Stream.concat(
                Stream.of(Optional.<PlanId>empty()),
                plans.all().stream().map(PlanStatus::id).map(Optional::of));
        return of.flatMap(plan -> holds.history(plan).stream())
                .sorted(Comparator.comparing((Hold one) -> one.end().isPresent())
                        .thenComparing(Hold::begunAt, Comparator.reverseOrder()))
                .limit(MOST)
                .map(Alarms::held)
                .toList();
    }

    private static Held held(Hold hold) {
        String what = switch (hold.kind()) {
            case FREEZE -> "all starts frozen";
            case MAINTENANCE -> "under maintenance";
            case COOL_DOWN -> "trigger waits for an acknowledgement";
        };
        return new Held(
                what,
                hold.plan().map(PlanId::value).orElse(null),
                hold.begunBy(),
                hold.reason(),
                hold.begunAt(),
                hold.until().orElse(null),
                hold.end().map(Hold.End::at).orElse(null),
                hold.end().map(Hold.End::by).orElse(null));
    }
}
