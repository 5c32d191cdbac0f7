package io.changeover.observe;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the records at every scrape, so that each node of a server says the same and nothing is forgotten by a restart. If
 * they cannot be read, the scrape says so and has the rest. Thread-safe.
 */
public final class RecordsCollector implements MultiCollector {
    private static final Logger LOG = LoggerFactory.getLogger(RecordsCollector.class);

    private final PlanPoints plans;
    private final RunPoints runs;

    public RecordsCollector(PlanPoints plans, RunPoints runs) {
        this.plans = plans;
        this.runs = runs;
    }

    @Override
    public MetricSnapshots collect() {
        try {
            Points points = new Points();
            plans.read(points);
            runs.read(points);
            points.add(Measure.RECORDS_READABLE, true);
            return points.snapshots();
        } catch (RuntimeException e) {
            LOG.warn("the records could not be read for a scrape", e);
            Points nothing = new Points();
            nothing.add(Measure.RECORDS_READABLE, false);
            return nothing.snapshots();
        }
    }
}
