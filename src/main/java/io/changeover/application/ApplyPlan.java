package io.changeover.application;

import io.changeover.application.port.PlanParser;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.TaskFilters;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;

/** Takes in plan files and people's statements about plans. */
public final class ApplyPlan {
    private static final String APPLIED = "PLAN_APPLIED";

    private final PlanParser parser;
    private final PlanStore store;
    private final Plans plans;
    private final Protection protection;
    private final TaskFilters filters;
    private final TransactionOperations transactions;
    private final Trail trail;
    private final Clock clock;

    public ApplyPlan(
            PlanParser parser,
            PlanStore store,
            Plans plans,
            Protection protection,
            TaskFilters filters,
            TransactionOperations transactions,
            Trail trail,
            Clock clock) {
        this.protection = protection;
        this.filters = filters;
        this.parser = parser;
        this.store = store;
        this.plans = plans;
        this.transactions = transactions;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Reads a plan without keeping it.
     *
     * @throws PlanParser.InvalidPlanException with every mistake
     */
    public ProtectionPlan check(String yaml) {
        return parser.parse(yaml);
    }

    /**
     * Keeps a plan as its next version. A text equal to the newest version changes nothing. A run under way keeps the
     * version it began with.
     *
     * @param expected the name that the caller says the plan has
     */
    public PlanStatus apply(PlanId expected, String yaml, String actor) {
        ProtectionPlan plan = parser.parse(yaml);
        if (!plan.id().equals(expected)) {
            throw RefusedException.because(
                    "PLAN_NAME_DIFFERS", "the file is of plan '%s', not of '%s'".formatted(plan.id(), expected));
        }
        PlanStatus status = transactions.execute(tx -> keep(plan, yaml, actor));
        return Objects.requireNonNull(status);
    }

    private PlanStatus keep(ProtectionPlan plan, String yaml, String actor) {
        Optional<PlanStatus> found = store.lock(plan.id());
        if (found.isEmpty()) {
            PlanStatus first = PlanStatus.first(plan);
            store.insert(first);
            store.insert(new PlanVersion(plan.id(), 1, yaml, actor, clock.instant()));
            trail.done(actor, APPLIED, Optional.of(plan.id()), "version 1");
            filters.show(plan.id(), approvers(plan));
            return first;
        }
        PlanStatus before = found.get();
        boolean same = store.version(plan.id(), before.version())
                .filter(version -> version.yaml().equals(yaml))
                .isPresent();
        if (same) {
            return before;
        }
        if (!plan.sites().containsKey(before.activeSite())) {
            throw RefusedException.because(
                    "ACTIVE_SITE_MISSING",
                    "plan %s runs at %s, which the new version does not have"
                            .formatted(plan.id(), before.activeSite()));
        }
        PlanStatus next = before.nextVersion();
        store.update(next);
        store.insert(new PlanVersion(plan.id(), next.version(), yaml, actor, clock.instant()));
        trail.done(actor, APPLIED, Optional.of(plan.id()), "version " + next.version());
        filters.show(plan.id(), approvers(plan));
        return next;
    }

    private static Set<String> approvers(ProtectionPlan plan) {
        return plan.approvals().values().stream().map(ApprovalRule::group).collect(Collectors.toSet());
    }

    /**
     * A person has looked and says where the service runs. Whether the other site follows it is for a reprotect to
     * prove, which operators are asked to start.
     */
    public PlanStatus acknowledge(PlanId id, String activeSite, String reason) {
        PlanStatus status = transactions.execute(tx -> {
            PlanStatus found = store.lock(id)
                    .orElseThrow(() -> RefusedException.because("PLAN_UNKNOWN", "there is no plan '%s'".formatted(id)));
            checkStatement(found, activeSite, reason);
            PlanStatus next = found.acknowledged(new SiteId(activeSite));
            store.update(next);
            protection.follow(next);
            trail.done(
                    "PLAN_ACKNOWLEDGED", Optional.of(id), "the service runs at %s: %s".formatted(activeSite, reason));
            return next;
        });
        return Objects.requireNonNull(status);
    }

    private void checkStatement(PlanStatus found, String activeSite, String reason) {
        List<Blocker> blockers = new ArrayList<>();
        found.holder()
                .ifPresent(holder -> blockers.add(
                        new Blocker("PLAN_HELD", "plan %s is held by run %s".formatted(found.id(), holder))));
        if (found.state() == PlanState.SPLIT_BRAIN) {
            blockers.add(new Blocker(
                    "PLAN_SPLIT_BRAIN",
                    "plan %s was read as active at both sites: a statement does not end that, a run that resolves it does"
                            .formatted(found.id())));
        }
        List<String> sites = plans.version(found.id(), found.version()).sites().keySet().stream()
                .map(SiteId::value)
                .toList();
        if (!sites.contains(activeSite)) {
            blockers.add(new Blocker("SITE_UNKNOWN", "the site is one of %s, not '%s'".formatted(sites, activeSite)));
        }
        if (reason.isBlank()) {
            blockers.add(new Blocker("REASON_MISSING", "a reason is needed: what did you look at?"));
        }
        if (!blockers.isEmpty()) {
            throw new RefusedException(blockers);
        }
    }
}
