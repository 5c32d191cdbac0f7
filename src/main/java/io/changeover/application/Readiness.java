package io.changeover.application;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.RunType;
import java.util.List;
import java.util.Optional;

/**
 * Says beforehand what the gate would say to a start with a reason. Nothing is locked or kept. Thread-safe.
 */
public final class Readiness {
    private final StartRun gate;

    public Readiness(StartRun gate) {
        this.gate = gate;
    }

    /** Every reason why that caller may not start a run of that type now; empty where they may. */
    public List<Blocker> blockers(Caller caller, RunType type, PlanId plan) {
        StartRun.Request question = new StartRun.Request(
                caller,
                type,
                type.wireName(),
                0,
                "",
                Optional.empty(),
                Optional.of(plan.value()),
                Optional.empty(),
                "asked beforehand",
                false);
        return gate.against(question);
    }
}
