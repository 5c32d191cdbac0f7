package io.changeover.report;

import io.changeover.application.ComparePlans;
import io.changeover.application.Plans;
import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.report.PlanDefinition.Change;
import io.changeover.report.PlanDefinition.Version;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says what plans are made of and how they came about. Thread-safe. */
@Component
final class Definitions {
    /** How many versions are told of. */
    private static final int TOLD = 50;

    private final PlanStore store;
    private final Plans plans;
    private final ComparePlans compare;

    Definitions(PlanStore store, Plans plans, ComparePlans compare) {
        this.store = store;
        this.plans = plans;
        this.compare = compare;
    }

    /** The plan in that version, or the newest; empty where there is none. */
    Optional<PlanDefinition> of(String name, Optional<Integer> version) {
        return find(name)
                .flatMap(status -> store.version(status.id(), version.orElse(status.version()))
                        .map(file -> of(status, file)));
    }

    private Optional<PlanStatus> find(String name) {
        try {
            return store.find(new PlanId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private PlanDefinition of(PlanStatus status, PlanVersion file) {
        ProtectionPlan plan = plans.version(file.plan(), file.version());
        return new PlanDefinition(
                plan.id().value(),
                file.version(),
                status.version(),
                file.appliedBy(),
                file.appliedAt(),
                status.state(),
                status.activeSite().value(),
                plan.preferredSite().value(),
                plan.objectives().rpo(),
                plan.objectives().rto(),
                PlanRules.of(plan),
                PlanParts.of(plan),
                store.versions(plan.id()).stream()
                        .filter(one -> one.version() <= file.version())
                        .limit(TOLD)
                        .map(this::version)
                        .toList());
    }

    private Version version(PlanVersion one) {
        List<Change> changes = one.version() == 1
                ? List.of()
                : compare.versions(one.plan(), one.version() - 1, Optional.of(one.version())).changes().stream()
                        .map(change -> new Change(change.code(), change.severity(), change.sentence()))
                        .toList();
        return new Version(one.version(), one.appliedBy(), one.appliedAt(), changes);
    }
}
