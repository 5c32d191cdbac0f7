package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.Step;
import io.changeover.report.RunReport.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a run, in the units of its view box.
 *
 * @param description the same in words, for those who do not see it
 */
record Timeline(
        double height,
        List<Row> rows,
        List<Band> waits,
        @Nullable Band outage,
        @Nullable Band pointOfNoReturn,
        List<TimeScale.Tick> ticks,
        String description) {
    static final double WIDTH = 1080;
    static final double LEFT = 250;
    static final double RIGHT = 1056;
    static final double TOP = 56;
    private static final double LABEL_WIDTH = 170;

    /**
     * A step: its bar, and beneath it a bar for each operation or, where there are too many, how many were under way.
     *
     * @param load an SVG path, empty where there are bars
     */
    record Row(String label, String title, double y, Bar bar, List<Bar> operations, String load, String loadTitle) {}

    /** A rectangle with a meaning. */
    record Bar(double x, double y, double width, double height, String style, String title) {}

    /** A stretch of the axis with a label; {@code end} says that the label ends at the anchor. */
    record Band(double x, double width, double anchor, boolean end, String label) {}

    static Timeline of(RunReport report) {
        Times times = report.times();
        Instant end = times.startedAt().plus(times.duration());
        TimeScale scale = new TimeScale(times.startedAt(), end, times.waits(), LEFT, RIGHT);
        List<Row> rows = new ArrayList<>();
        double y = TOP + 8;
        for (Step step : report.steps()) {
            TimelineRow row = new TimelineRow(step, scale, end, y);
            rows.add(row.draw());
            y += row.height();
        }
        Instant mark = times.pointOfNoReturn();
        return new Timeline(
                y + 34,
                rows,
                times.waits().stream()
                        .map(wait -> {
                            double x = scale.at(wait.from());
                            double width = scale.at(wait.to()) - x;
                            String label = width < 50 ? "" : Durations.format(wait.duration());
                            return new Band(x, width, x + width / 2, false, label);
                        })
                        .toList(),
                outage(report.outage(), scale, end),
                mark == null ? null : band(scale.at(mark), scale.at(mark), "point of no return"),
                scale.ticks(),
                describe(report));
    }

    private static @Nullable Band outage(Outage outage, TimeScale scale, Instant last) {
        Instant begin = outage.begin();
        if (begin == null) {
            return null;
        }
        Instant end = outage.end();
        String label = "outage " + (end == null ? "without a known end" : Outages.inWords(outage));
        return band(scale.at(begin), scale.at(end == null ? last : end), label);
    }

    private static Band band(double from, double to, String label) {
        boolean right = from > RIGHT - LABEL_WIDTH;
        return new Band(from, Math.max(1, to - from), right ? to : from, right, label);
    }

    private static String describe(RunReport report) {
        Times times = report.times();
        String text = "Timeline of %s: %s from %s to the end, of which %s waiting for people. Outage: %s."
                .formatted(
                        report.run().id(),
                        Durations.format(times.duration()),
                        new Wording().dateTime(times.startedAt()),
                        Durations.format(times.people()),
                        Outages.inWords(report.outage()));
        return text + " The table of steps below says the same in numbers.";
    }

    /** The lower end of the rows, where the axis is. */
    public double axis() {
        return height - 30;
    }
}
