package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Drill;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The operations of a drill. Whatever changes anything is aimed at what the plan has for drills at the target site;
 * production is read and no more.
 */
final class DrillPlanner {
    private final ProtectionPlan plan;
    private final Run run;
    private final Drill drill;

    DrillPlanner(ProtectionPlan plan, Run run) {
        this.plan = plan;
        this.run = run;
        this.drill = plan.drill();
    }

    /**
     * The operations of a step, by rank.
     *
     * @param production what the step is in production; asked for reading only
     */
    List<List<OperationDraft>> ranks(
            StepKind kind, Optional<String> group, Optional<SiteId> site, Supplier<List<OperationDraft>> production) {
        return switch (kind) {
            case CHECK_READINESS, VERIFY_TRAFFIC -> List.of(production.get());
            case CHECK_HEALTH ->
                List.of(site.filter(run.source()::equals).isPresent() ? production.get() : checks(group));
            case CLONE_DATASETS -> List.of(datasets(Operation.CLONE));
            case START_INSTANCES -> List.of(instances(Operation.START, group));
            case CLEAN_UP_DRILL, UNDO_CHANGES -> cleanUp();
            case PREPARE_DATASETS,
                    STOP_INSTANCES,
                    SYNC_DATASETS,
                    GATHER_EVIDENCE,
                    FENCE_SOURCE,
                    READ_ROLES,
                    DEMOTE_DATASETS,
                    UNFENCE_STANDBY,
                    PROVE_SOURCE_QUIET,
                    PROMOTE_DATASETS,
                    SWITCH_ROUTES,
                    PROTECT_DATASETS ->
                throw new IllegalStateException(
                        "a drill leaves production alone: run %s wanted %s".formatted(run.id(), kind));
        };
    }

    /** All that a drill of this plan can have made, whatever this one is known to have done: last group first. */
    List<List<OperationDraft>> cleanUp() {
        List<List<OperationDraft>> ranks = new ArrayList<>();
        plan.stopOrder().forEach(group -> ranks.add(instances(Operation.STOP, Optional.of(group))));
        ranks.add(datasets(Operation.DISCARD));
        ranks.removeIf(List::isEmpty);
        return ranks;
    }

    private List<OperationDraft> datasets(Operation operation) {
        return plan.datasets().stream()
                .filter(dataset -> drill.datasets().containsKey(dataset.name()))
                .map(dataset -> draft(
                        operation,
                        dataset.name(),
                        0,
                        Objects.requireNonNull(drill.datasets().get(dataset.name()))))
                .toList();
    }

    private List<OperationDraft> instances(Operation operation, Optional<String> group) {
        return drilled(group)
                .map(name -> draft(operation, name, 0, member(name)))
                .toList();
    }

    private List<OperationDraft> checks(Optional<String> group) {
        return drilled(group)
                .flatMap(name -> {
                    Drill.Member member = member(name);
                    return IntStream.range(0, member.checks().size())
                            .mapToObj(index -> draft(Operation.CHECK, name, index, member));
                })
                .toList();
    }

    private Stream<String> drilled(Optional<String> group) {
        return plan.groups().stream()
                .filter(one -> group.isEmpty() || one.name().equals(group.get()))
                .map(Group::instances)
                .flatMap(List::stream)
                .map(Instance::name)
                .filter(drill.instances()::containsKey);
    }

    private Drill.Member member(String instance) {
        return Objects.requireNonNull(drill.instances().get(instance));
    }

    private OperationDraft draft(Operation operation, String target, int check, Drill.Member member) {
        Optional<Placement> place = Optional.ofNullable(member.placements().get(run.target()));
        return new OperationDraft(operation, target, check, run.target(), place.flatMap(Placement::host));
    }
}
