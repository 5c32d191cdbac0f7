package io.changeover.observe;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values of one scrape. Confined to one thread. */
final class Points {
    private static final double MILLIS = 1000.0;

    private final Map<Measure, List<Point>> all = new EnumMap<>(Measure.class);

    private record Point(double value, Labels labels) {}

    /** Adds a value. */
    void add(Measure measure, double value, Object... labels) {
        String[] names = measure.labels().toArray(String[]::new);
        if (names.length != labels.length) {
            throw new IllegalArgumentException(measure.exposed() + " has the labels " + measure.labels());
        }
        String[] values = new String[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = labels[i].toString();
        }
        all.computeIfAbsent(measure, key -> new ArrayList<>()).add(new Point(value, Labels.of(names, values)));
    }

    /** Adds a 1 or a 0. */
    void add(Measure measure, boolean holds, Object... labels) {
        add(measure, holds ? 1.0 : 0.0, labels);
    }

    /** Adds a time, in seconds since 1970. */
    void add(Measure measure, Instant at, Object... labels) {
        add(measure, at.toEpochMilli() / MILLIS, labels);
    }

    /** All of them, by name. */
    MetricSnapshots snapshots() {
        List<MetricSnapshot> families = new ArrayList<>();
        all.forEach((measure, points) ->
                families.add(measure.counts() ? counter(measure, points) : gauge(measure, points)));
        return new MetricSnapshots(families);
    }

    private static MetricSnapshot gauge(Measure measure, List<Point> points) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name(measure.bare()).help(measure.help());
        points.forEach(point -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .value(point.value())
                .labels(point.labels())
                .build()));
        return family.build();
    }

    private static MetricSnapshot counter(Measure measure, List<Point> points) {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name(measure.bare()).help(measure.help());
        points.forEach(point -> family.dataPoint(CounterDataPointSnapshot.builder()
                .value(point.value())
                .labels(point.labels())
                .build()));
        return family.build();
    }
}
