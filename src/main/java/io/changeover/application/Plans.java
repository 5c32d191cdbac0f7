package io.changeover.application;

import io.changeover.application.port.PlanParser;
import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Run;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Plans as read from their stored files. A version never changes, so each is read once. Thread-safe. */
public final class Plans {
    private final PlanStore store;
    private final PlanParser parser;
    private final Map<String, ProtectionPlan> read = new ConcurrentHashMap<>();

    public Plans(PlanStore store, PlanParser parser) {
        this.store = store;
        this.parser = parser;
    }

    /** The plan as the run began with it. */
    public ProtectionPlan of(Run run) {
        return version(run.plan(), run.planVersion());
    }

    /** One version of a plan. */
    public ProtectionPlan version(PlanId plan, int version) {
        return read.computeIfAbsent(
                plan + "@" + version,
                key -> store.version(plan, version)
                        .map(PlanVersion::yaml)
                        .map(parser::parse)
                        .orElseThrow(() -> new IllegalStateException("plan " + key + " is not stored")));
    }
}
