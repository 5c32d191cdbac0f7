package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.SiteId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the fencing methods of a plan into operations: each method has ranks of its own, in the order of the plan. */
final class FencingPlanner {
    private final ProtectionPlan plan;
    private final Abilities abilities;

    FencingPlanner(ProtectionPlan plan, Abilities abilities) {
        this.plan = plan;
        this.abilities = abilities;
    }

    /**
     * What fences a site. The last operation of each method is its {@link Operation#FENCE}, which gives the evidence; what
     * the verified stop does before it are operations of their own.
     */
    List<List<OperationDraft>> fence(SiteId site) {
        List<List<OperationDraft>> ranks = new ArrayList<>();
        for (FencingMethod method : plan.fencing().of(site)) {
            if (method.verifiedStop()) {
                Stream.concat(stops(site).stream(), Stream.of(roles(site)))
                        .filter(rank -> !rank.isEmpty())
                        .forEach(ranks::add);
            }
            ranks.add(List.of(draft(Operation.FENCE, method.name(), site, method.placements())));
        }
        return ranks;
    }

    /** What releases a site: the methods that can, last one first. */
    List<List<OperationDraft>> unfence(SiteId site) {
        List<List<OperationDraft>> ranks = new ArrayList<>();
        for (FencingMethod method : plan.fencing().of(site)) {
            if (!method.verifiedStop() && abilities.has(method.connector(), Operation.UNFENCE)) {
                ranks.add(List.of(draft(Operation.UNFENCE, method.name(), site, method.placements())));
            }
        }
        Collections.reverse(ranks);
        return ranks;
    }

    /** What is done at a site that a person has chosen to use, after what still fences it from an earlier run is taken back. */
    List<List<OperationDraft>> released(SiteId site, List<List<OperationDraft>> then) {
        return Stream.concat(unfence(site).stream(), then.stream()).toList();
    }

    /** Every instance at the site, in the order in which groups stop. */
    private List<List<OperationDraft>> stops(SiteId site) {
        List<Group> groups = new ArrayList<>(plan.groups());
        Collections.reverse(groups);
        return groups.stream()
                .map(group -> group.instances().stream()
                        .filter(instance -> instance.placements().containsKey(site))
                        .map(instance -> draft(Operation.STOP, instance.name(), site, instance.placements()))
                        .toList())
                .toList();
    }

    /** What is written by instances alone is quiet when these are; a server that could run on its own is asked. */
    private List<OperationDraft> roles(SiteId site) {
        return plan.datasets().stream()
                .filter(dataset -> abilities.has(dataset.connector(), Operation.STOP))
                .map(dataset -> draft(Operation.ROLE, dataset.name(), site, dataset.placements()))
                .toList();
    }

    private static OperationDraft draft(
            Operation operation, String target, SiteId site, Map<SiteId, Placement> placements) {
        Optional<Placement> place = Optional.ofNullable(placements.get(site));
        return new OperationDraft(operation, target, 0, site, place.flatMap(Placement::host));
    }
}
