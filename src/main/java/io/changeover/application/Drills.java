package io.changeover.application;

import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** When plans were drilled last, and whether it is time again. Thread-safe. */
public final class Drills {
    private final Plans plans;
    private final RunStore runs;
    private final Clock clock;

    public Drills(Plans plans, RunStore runs, Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * How a plan stands with its drills.
     *
     * @param wanted whether the plan says what a drill does; without it none is ever overdue
     * @param last the last drill that has ended, of those that have made something
     * @param passed when the last one ended that reached its goal
     * @param due when the next one must have reached its goal; empty where none has yet
     */
    public record Standing(
            boolean wanted, Optional<Run> last, Optional<Instant> passed, Optional<Instant> due, boolean overdue) {}

    /** How that plan stands now. */
    public Standing of(PlanStatus status) {
        ProtectionPlan plan = plans.version(status.id(), status.version());
        Optional<Run> last = runs.lastDrill(status.id(), Optional.empty());
        Optional<Instant> passed =
                runs.lastDrill(status.id(), Optional.of(RunOutcome.COMPLETED)).flatMap(Run::endedAt);
        Optional<Instant> due = passed.map(at -> at.plus(plan.drill().every()))
                .filter(at -> plan.drill().isSet());
        boolean overdue = plan.drill().isSet()
                && due.map(at -> at.isBefore(clock.instant())).orElse(true);
        return new Standing(plan.drill().isSet(), last, passed, due, overdue);
    }
}
