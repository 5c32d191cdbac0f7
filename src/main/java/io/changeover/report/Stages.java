package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.Span;
import io.changeover.report.IncidentReport.Purpose;
import io.changeover.report.IncidentReport.Stage;
import io.changeover.report.RunReport.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells for which purposes machines were busy, and how long. What was not begun does not count. */
final class Stages {
    private Stages() {}

    /**
     * One for each purpose that had operations, in the order in which they began.
     *
     * @param last when what is still under way counts as ended
     */
    static List<Stage> of(RunReport report, Instant last) {
        Map<Purpose, List<Action>> all = report.steps().stream()
                .flatMap(step -> step.operations().stream())
                .filter(one -> one.startedAt() != null)
                .collect(Collectors.groupingBy(
                        one -> purpose(one.operation()), () -> new EnumMap<>(Purpose.class), Collectors.toList()));
        return all.entrySet().stream()
                .map(entry -> stage(entry.getKey(), entry.getValue(), last))
                .sorted(Comparator.comparing(Stage::from))
                .toList();
    }

    private static Stage stage(Purpose purpose, List<Action> actions, Instant last) {
        List<Span> spans = actions.stream().map(one -> span(one, last)).toList();
        return new Stage(
                purpose,
                spans.stream().map(Span::from).min(Comparator.naturalOrder()).orElse(last),
                spans.stream().map(Span::to).max(Comparator.naturalOrder()).orElse(last),
                Span.union(spans).stream().map(Span::length).reduce(Duration.ZERO, Duration::plus),
                actions.size());
    }

    private static Span span(Action one, Instant last) {
        Instant from = one.startedAt() == null ? last : one.startedAt();
        return new Span(from, one.endedAt() == null ? last : one.endedAt());
    }

    static Purpose purpose(Operation operation) {
        return switch (operation) {
            case PROBE, STATUS, ROLE, MEASURE, ESTIMATE, LOOK, READ -> Purpose.FIND_OUT;
            case STOP, FENCE, UNFENCE, DEMOTE -> Purpose.STOP;
            case PREPARE, RELEASE, SYNC, PROVE, PROMOTE, PROTECT, CLONE, DISCARD -> Purpose.DATA;
            case START -> Purpose.START;
            case SHORTEN, RESTORE, SWITCH -> Purpose.TRAFFIC;
            case CHECK -> Purpose.CHECK;
            case CALL -> Purpose.HOOK;
        };
    }
}
