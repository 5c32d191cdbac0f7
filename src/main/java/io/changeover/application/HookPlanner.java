package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Hook;
import io.changeover.domain.plan.HookPoint;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the hooks of a plan around the operations of a step: each has a rank of its own, in the order of the plan. */
final class HookPlanner {
    private final ProtectionPlan plan;
    private final Run run;

    HookPlanner(ProtectionPlan plan, Run run) {
        this.plan = plan;
        this.run = run;
    }

    /** The ranks of a step with its hooks before and after them. */
    List<List<OperationDraft>> around(
            StepKind kind, Optional<String> group, Optional<SiteId> site, List<List<OperationDraft>> ranks) {
        SiteId here = site.orElse(kind == StepKind.STOP_INSTANCES ? run.source() : run.target());
        List<List<OperationDraft>> all = new ArrayList<>();
        before(kind).ifPresent(point -> calls(point, group, here).forEach(all::add));
        all.addAll(ranks);
        after(kind, here).ifPresent(point -> calls(point, group, here).forEach(all::add));
        return all;
    }

    private Optional<HookPoint> before(StepKind kind) {
        return switch (kind) {
            case PREPARE_DATASETS -> ofFailback(HookPoint.PRE_FAILBACK);
            case STOP_INSTANCES -> Optional.of(HookPoint.PRE_STOP);
            case PROMOTE_DATASETS -> Optional.of(HookPoint.PRE_PROMOTE);
            case START_INSTANCES -> Optional.of(HookPoint.PRE_START);
            case CHECK_READINESS,
                    GATHER_EVIDENCE,
                    SYNC_DATASETS,
                    FENCE_SOURCE,
                    UNFENCE_STANDBY,
                    PROVE_SOURCE_QUIET,
                    READ_ROLES,
                    DEMOTE_DATASETS,
                    CHECK_HEALTH,
                    SWITCH_ROUTES,
                    VERIFY_TRAFFIC,
                    PROTECT_DATASETS,
                    CLONE_DATASETS,
                    CLEAN_UP_DRILL,
                    UNDO_CHANGES -> Optional.empty();
        };
    }

    private Optional<HookPoint> after(StepKind kind, SiteId here) {
        return switch (kind) {
            case STOP_INSTANCES -> Optional.of(HookPoint.POST_STOP);
            case PROMOTE_DATASETS -> Optional.of(HookPoint.POST_PROMOTE);
            case START_INSTANCES -> Optional.of(HookPoint.POST_START);
            case VERIFY_TRAFFIC -> ofFailback(HookPoint.POST_FAILBACK).filter(point -> here.equals(run.target()));
            case CHECK_READINESS,
                    GATHER_EVIDENCE,
                    PREPARE_DATASETS,
                    SYNC_DATASETS,
                    FENCE_SOURCE,
                    UNFENCE_STANDBY,
                    PROVE_SOURCE_QUIET,
                    READ_ROLES,
                    DEMOTE_DATASETS,
                    CHECK_HEALTH,
                    SWITCH_ROUTES,
                    PROTECT_DATASETS,
                    CLONE_DATASETS,
                    CLEAN_UP_DRILL,
                    UNDO_CHANGES -> Optional.empty();
        };
    }

    private Optional<HookPoint> ofFailback(HookPoint point) {
        return run.type() == RunType.FAILBACK ? Optional.of(point) : Optional.empty();
    }

    /** Those for the whole service enclose those for one group. */
    private Stream<List<OperationDraft>> calls(HookPoint point, Optional<String> group, SiteId here) {
        List<Hook> turn = plan.hooks().stream()
                .filter(hook -> hook.at() == point && hook.placements().containsKey(here))
                .filter(hook -> isTurnOf(hook, group))
                .toList();
        Stream<Hook> whole = turn.stream().filter(hook -> hook.group().isEmpty());
        Stream<Hook> single = turn.stream().filter(hook -> hook.group().isPresent());
        boolean first = point == HookPoint.PRE_STOP || point == HookPoint.PRE_START;
        return (first ? Stream.concat(whole, single) : Stream.concat(single, whole))
                .map(hook -> List.of(call(hook, here)));
    }

    /** A hook without a group comes once: before the first group that the diagram goes through, or after the last. */
    private boolean isTurnOf(Hook hook, Optional<String> group) {
        if (group.isEmpty() || !hook.at().ofGroups()) {
            return true;
        }
        List<String> starts = plan.startOrder();
        String outermost = switch (hook.at()) {
            case PRE_STOP, POST_START -> starts.get(starts.size() - 1);
            case POST_STOP, PRE_START, PRE_PROMOTE, POST_PROMOTE, PRE_FAILBACK, POST_FAILBACK -> starts.get(0);
        };
        return hook.group().orElse(outermost).equals(group.get());
    }

    private static OperationDraft call(Hook hook, SiteId here) {
        Optional<Placement> place = Optional.ofNullable(hook.placements().get(here));
        return new OperationDraft(Operation.CALL, hook.name(), 0, here, place.flatMap(Placement::host));
    }
}
