package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.StepState;
import io.changeover.report.RunReport.Action;
import io.changeover.report.RunReport.Step;
import io.changeover.report.Timeline.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Draws one step. Operations that were not under way at the same time share a lane. */
final class TimelineRow {
    private static final int DRAWN_ONE_BY_ONE = 40;
    private static final double STEP_HEIGHT = 12;
    private static final double LANE = 5;
    private static final double BAR = 4;
    private static final double LOAD = 18;
    private static final double GAP = 10;
    private static final double LEAST = 2;
    private static final int LABEL = 34;

    private final Step step;
    private final TimeScale scale;
    private final Instant last;
    private final double y;
    private final List<Action> begun;
    private final List<Bar> bars = new ArrayList<>();
    private int lanes;

    TimelineRow(Step step, TimeScale scale, Instant last, double y) {
        this.step = step;
        this.scale = scale;
        this.last = last;
        this.y = y;
        this.begun = step.operations().stream()
                .filter(one -> one.startedAt() != null)
                .sorted(Comparator.comparing(Action::startedAt))
                .toList();
        if (aggregated()) {
            markTroubles();
        } else {
            layLanes();
        }
    }

    Timeline.Row draw() {
        Instant end = step.endedAt() == null ? last : step.endedAt();
        String name = step.number() + " " + step.name() + (step.group() == null ? "" : " · " + step.group());
        String took = Durations.format(Duration.between(step.startedAt(), end));
        String title = "%s: %s, %s".formatted(name, word(step.state()), took);
        String label = name.length() > LABEL ? name.substring(0, LABEL - 1) + "…" : name;
        Bar bar = bar(step.startedAt(), end, y, STEP_HEIGHT, style(step.state()), title);
        String load = aggregated() ? load() : "";
        String loadTitle = aggregated() ? "%d operations; the height is how many at once".formatted(begun.size()) : "";
        return new Timeline.Row(label, title, y, bar, bars, load, loadTitle);
    }

    double height() {
        double beneath = aggregated() ? LOAD : lanes * LANE;
        return STEP_HEIGHT + 2 + beneath + GAP;
    }

    private boolean aggregated() {
        return begun.size() > DRAWN_ONE_BY_ONE;
    }

    private void layLanes() {
        List<Double> free = new ArrayList<>();
        for (Action one : begun) {
            double from = scale.at(begin(one));
            double to = Math.max(scale.at(end(one)), from + LEAST);
            int lane = 0;
            while (lane < free.size() && free.get(lane) > from) {
                lane++;
            }
            if (lane == free.size()) {
                free.add(to);
            } else {
                free.set(lane, to);
            }
            addOperation(one, y + STEP_HEIGHT + 2 + lane * LANE);
        }
        lanes = free.size();
    }

    /** What went wrong must not drown in the shape: it is drawn over its lower edge. */
    private void markTroubles() {
        begun.stream()
                .filter(one -> one.state() == OperationState.FAILED || one.state() == OperationState.SKIPPED)
                .limit(DRAWN_ONE_BY_ONE)
                .forEach(one -> addOperation(one, y + STEP_HEIGHT + 2 + LOAD - BAR));
    }

    private void addOperation(Action one, double top) {
        String title = "%s: %s, %s"
                .formatted(
                        Words.operation(one.operation(), one.target(), one.site()),
                        word(one.state()),
                        Durations.format(Duration.between(begin(one), end(one))));
        bars.add(bar(begin(one), end(one), top, BAR, style(one.state()), title));
    }

    private String load() {
        TreeMap<Double, Integer> changes = new TreeMap<>();
        for (Action one : begun) {
            double from = scale.at(begin(one));
            changes.merge(from, 1, Integer::sum);
            changes.merge(Math.max(scale.at(end(one)), from + LEAST), -1, Integer::sum);
        }
        int most = 1;
        int now = 0;
        for (int change : changes.values()) {
            now += change;
            most = Math.max(most, now);
        }
        double bottom = y + STEP_HEIGHT + 2 + LOAD;
        StringBuilder path = new StringBuilder(point('M', changes.firstKey(), bottom));
        int under = 0;
        for (var change : changes.entrySet()) {
            path.append(point('L', change.getKey(), bottom - LOAD * under / most));
            under += change.getValue();
            path.append(point('L', change.getKey(), bottom - LOAD * under / most));
        }
        return path.append('Z').toString();
    }

    private static String point(char verb, double x, double y) {
        return String.format(Locale.ROOT, "%c%.1f %.1f", verb, x, y);
    }

    private Bar bar(Instant from, Instant to, double top, double height, String style, String title) {
        double x = scale.at(from);
        return new Bar(round(x), top, round(Math.max(LEAST, scale.at(to) - x)), height, style, title);
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private Instant begin(Action one) {
        return one.startedAt() == null ? step.startedAt() : one.startedAt();
    }

    private Instant end(Action one) {
        return one.endedAt() == null ? last : one.endedAt();
    }

    private static String style(StepState state) {
        return switch (state) {
            case OPEN -> "running";
            case DECIDING, SKIPPED -> "skipped";
            case DONE -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    private static String style(OperationState state) {
        return word(state);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
