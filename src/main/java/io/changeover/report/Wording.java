package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.run.OperationState;
import io.changeover.report.RunReport.Action;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.RecoveryPoint;
import io.changeover.report.RunReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the report's page writes values. All times are UTC. Public for the page's expressions only. */
public final class Wording {
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String NOTHING = "–";

    Wording() {}

    public String dateTime(@Nullable Instant at) {
        return at == null ? NOTHING : DATE_TIME.format(at);
    }

    public String clock(@Nullable Instant at) {
        return at == null ? NOTHING : CLOCK.format(at);
    }

    public String duration(@Nullable Duration length) {
        return length == null ? NOTHING : Durations.format(length);
    }

    public String wanted(Duration objective) {
        return brief(objective);
    }

    /** Constants as people read them: {@code WOULD_CHANGE} is {@code would change}. */
    public String constant(@Nullable Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public String outage(Outage outage) {
        return Outages.inWords(outage);
    }

    public String loss(RecoveryPoint point) {
        return RecoveryPoints.inWords(point);
    }

    public String objective(Objective verdict, Duration wanted) {
        String promise = "objective " + brief(wanted);
        return switch (verdict) {
            case MET -> promise + ": met";
            case MISSED -> promise + ": missed";
            case UNKNOWN -> promise + ": not known whether met";
            case NOT_APPLICABLE -> promise + " does not apply";
        };
    }

    /** What became of the operation: its outcome, or else its state. */
    public String result(Action action) {
        return action.outcome() == null ? constant(action.state()) : constant(action.outcome());
    }

    /** How many operations of a step ended how, worst first: {@code 1 failed, 19 done}. */
    public String tally(Step step) {
        Map<OperationState, Long> counts =
                step.operations().stream().collect(Collectors.groupingBy(Action::state, Collectors.counting()));
        return Stream.of(OperationState.values())
                .sorted(Comparator.comparingInt(Wording::badness))
                .filter(counts::containsKey)
                .map(state -> counts.get(state) + " " + constant(state))
                .collect(Collectors.joining(", "));
    }

    /** Whole minutes and seconds without the zeros behind them: {@code 5 min}, {@code 30 s}. */
    static String brief(Duration length) {
        long millis = length.toMillis();
        if (millis >= 172_800_000 && millis % 86_400_000 == 0) {
            return millis / 86_400_000 + " days";
        }
        if (millis > 0 && millis % 3_600_000 == 0) {
            return millis / 3_600_000 + " h";
        }
        if (millis > 0 && millis % 60_000 == 0) {
            return millis / 60_000 + " min";
        }
        return millis > 0 && millis % 1_000 == 0 && millis < 60_000 ? millis / 1_000 + " s" : Durations.format(length);
    }

    private static int badness(OperationState state) {
        return switch (state) {
            case FAILED -> 0;
            case SKIPPED -> 1;
            case CANCELLED -> 2;
            case RUNNING -> 3;
            case PENDING -> 4;
            case DONE -> 5;
        };
    }
}
