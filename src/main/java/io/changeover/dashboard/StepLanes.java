package io.changeover.dashboard;

import io.changeover.domain.run.OperationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The operations of a step under its bar: a line each, or, where there are too many, how many were under way at once and
 * a line for each that failed.
 *
 * @param height of the picture, in pixels
 * @param stroke the width of a line, in pixels
 * @param paths SVG paths by the class that they are drawn with, over a width of {@value #WIDTH}
 */
public record StepLanes(double height, double stroke, Map<String, String> paths) {
    static final int WIDTH = 1_000;
    private static final int DRAWN_ONE_BY_ONE = 40;
    private static final double LANE = 4;
    private static final double TALLEST = 44;
    private static final double LOAD = 20;
    private static final int BINS = 200;

    public StepLanes {
        paths = Map.copyOf(paths);
    }

    static StepLanes of(StepView step, RunScale scale) {
        List<OperationView> begun = step.operations().stream()
                .filter(one -> one.startedAt() != null)
                .sorted(Comparator.comparing(OperationView::startedAt))
                .toList();
        return begun.size() > DRAWN_ONE_BY_ONE ? load(begun, scale) : lines(begun, scale);
    }

    private static StepLanes lines(List<OperationView> begun, RunScale scale) {
        List<Double> free = new ArrayList<>();
        List<Integer> lanes = new ArrayList<>();
        for (OperationView one : begun) {
            double from = from(one, scale);
            int lane = 0;
            while (lane < free.size() && free.get(lane) > from) {
                lane++;
            }
            if (lane == free.size()) {
                free.add(0.0);
            }
            free.set(lane, to(one, scale));
            lanes.add(lane);
        }
        double each = free.isEmpty() ? LANE : Math.min(LANE, TALLEST / free.size());
        Map<OperationState, StringBuilder> paths = new EnumMap<>(OperationState.class);
        for (int i = 0; i < begun.size(); i++) {
            line(begun.get(i), (lanes.get(i) + 0.5) * each, scale, paths);
        }
        return new StepLanes(free.size() * each, each * 0.75, named(paths));
    }

    private static StepLanes load(List<OperationView> begun, RunScale scale) {
        int[] changes = new int[BINS + 2];
        Map<OperationState, StringBuilder> troubles = new EnumMap<>(OperationState.class);
        int drawn = 0;
        for (OperationView one : begun) {
            int from = (int) (from(one, scale) * BINS / WIDTH);
            int to = Math.min(BINS, (int) (to(one, scale) * BINS / WIDTH));
            changes[from]++;
            changes[to + 1]--;
            boolean trouble = one.state() == OperationState.FAILED || one.state() == OperationState.SKIPPED;
            if (trouble && drawn++ < DRAWN_ONE_BY_ONE) {
                line(one, LOAD - 1.5, scale, troubles);
            }
        }
        Map<String, String> paths = new HashMap<>(named(troubles));
        paths.put("load", area(changes));
        return new StepLanes(LOAD, 3, paths);
    }

    private static String area(int[] changes) {
        int most = 1;
        int now = 0;
        for (int change : changes) {
            now += change;
            most = Math.max(most, now);
        }
        StringBuilder path = new StringBuilder();
        int under = 0;
        int step = WIDTH / BINS;
        for (int bin = 0; bin <= BINS; bin++) {
            int before = under;
            under += changes[bin];
            if (under != before) {
                path.append(path.isEmpty() ? point('M', bin * step, LOAD) : point('V', LOAD - LOAD * before / most))
                        .append(point('H', bin * step))
                        .append(point('V', LOAD - LOAD * under / most));
            }
        }
        return path.append(point('H', WIDTH))
                .append(point('V', LOAD))
                .append('Z')
                .toString();
    }

    private static void line(OperationView one, double y, RunScale scale, Map<OperationState, StringBuilder> paths) {
        double from = from(one, scale);
        paths.computeIfAbsent(one.state(), state -> new StringBuilder())
                .append(point('M', from, y))
                .append(point('h', to(one, scale) - from));
    }

    private static Map<String, String> named(Map<OperationState, StringBuilder> paths) {
        Map<String, String> named = new HashMap<>();
        paths.forEach((state, path) -> named.put("op-" + state.name().toLowerCase(Locale.ROOT), path.toString()));
        return named;
    }

    private static double from(OperationView one, RunScale scale) {
        Instant begun = one.startedAt();
        return begun == null ? 0 : scale.at(begun) * WIDTH / 100;
    }

    private static double to(OperationView one, RunScale scale) {
        Instant ended = one.endedAt();
        // What is tried again has the end of its last try until it ends.
        Instant until = ended == null || one.state() == OperationState.RUNNING ? scale.now() : ended;
        return Math.max(from(one, scale) + 3, scale.at(until) * WIDTH / 100);
    }

    private static String point(char verb, double... numbers) {
        StringBuilder text = new StringBuilder().append(verb);
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.1f", numbers[i]));
        }
        return text.toString();
    }
}
