package io.changeover.report;

import io.changeover.report.Timeline.Band;
import io.changeover.report.paper.Block.Bars;
import io.changeover.report.paper.Block.Lane;
import io.changeover.report.paper.Block.Strip;
import java.util.ArrayList;
import java.util.List;

/** The picture of a run as bars that a printer can draw: one for each step. */
final class TimelineBars {
    private static final double MARK = 0.15;

    private TimelineBars() {}

    static Bars of(RunReport report) {
        Timeline timeline = Timeline.of(report);
        List<Strip> bands = new ArrayList<>();
        Band outage = timeline.outage();
        if (outage != null) {
            bands.add(strip(outage, "outage"));
        }
        timeline.waits().forEach(one -> bands.add(strip(one, "wait")));
        Band noReturn = timeline.pointOfNoReturn();
        if (noReturn != null) {
            bands.add(new Strip(left(noReturn.x()), MARK, "mark", noReturn.label()));
        }
        return new Bars(
                timeline.description(),
                timeline.rows().stream().map(TimelineBars::lane).toList(),
                bands,
                timeline.ticks().stream()
                        .map(tick -> new Strip(left(tick.x()), 0, "tick", tick.label()))
                        .toList());
    }

    private static Lane lane(Timeline.Row row) {
        Timeline.Bar bar = row.bar();
        return new Lane(row.label(), List.of(new Strip(left(bar.x()), percent(bar.width()), bar.style(), bar.title())));
    }

    private static Strip strip(Band band, String style) {
        return new Strip(left(band.x()), percent(band.width()), style, band.label());
    }

    private static double left(double x) {
        return percent(x - Timeline.LEFT);
    }

    private static double percent(double units) {
        return Math.round(units / (Timeline.RIGHT - Timeline.LEFT) * 10_000) / 100.0;
    }
}
