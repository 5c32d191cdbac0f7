package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of a plan in one look: nothing of it changes anything. */
final class WatchQuestions {
    private final ProtectionPlan plan;
    private final SiteId active;
    private final Abilities abilities;

    WatchQuestions(ProtectionPlan plan, SiteId active, Abilities abilities) {
        this.plan = plan;
        this.active = active;
        this.abilities = abilities;
    }

    /**
     * One question.
     *
     * @param lane questions of one lane share a bound on how many are asked at once: those to one host
     */
    record Question(What what, OperationRecord operation, String lane) {
        /** As {@link io.changeover.domain.watch.Sight#key}. */
        String key() {
            return what + " " + operation.target() + "@" + operation.site();
        }
    }

    /** Everything that is asked at first. Roles are asked where the lag does not tell them. */
    List<Question> all() {
        List<Question> all = new ArrayList<>();
        plan.hosts().values().stream()
                .filter(host -> !host.ssh().isEmpty() && plan.uses(host.id()))
                .forEach(host -> all.add(question(
                        What.HOST,
                        Operation.PROBE,
                        host.id().value(),
                        host.site().orElse(active),
                        Optional.of(host.id()))));
        plan.groups().stream().flatMap(group -> group.instances().stream()).forEach(one -> instance(one, all));
        for (Dataset dataset : plan.datasets()) {
            SiteId standby = plan.otherSite(active);
            if (abilities.has(dataset.connector(), Operation.MEASURE)) {
                all.add(question(
                        What.LAG, Operation.MEASURE, dataset.name(), standby, host(dataset.placements(), standby)));
            } else {
                all.addAll(roles(dataset));
            }
        }
        return all;
    }

    private void instance(Instance one, List<Question> all) {
        if (abilities.has(one.connector(), Operation.STATUS)) {
            one.placements()
                    .keySet()
                    .forEach(site -> all.add(
                            question(What.INSTANCE, Operation.STATUS, one.name(), site, host(one.placements(), site))));
        }
    }

    /** The roles of a dataset: each side is asked by itself. */
    List<Question> roles(String dataset) {
        return plan.dataset(dataset).map(this::roles).orElse(List.of());
    }

    private List<Question> roles(Dataset dataset) {
        if (!abilities.has(dataset.connector(), Operation.ROLE)) {
            return List.of();
        }
        return plan.sites().keySet().stream()
                .map(site ->
                        question(What.ROLE, Operation.ROLE, dataset.name(), site, host(dataset.placements(), site)))
                .toList();
    }

    /** The roles of both sides, if the measuring of a lag has told them. */
    List<Sight> toldBy(OperationRecord measured, Instant at) {
        return Sights.roles(plan, measured, at);
    }

    private static Optional<HostId> host(Map<SiteId, Placement> placements, SiteId site) {
        return Optional.ofNullable(placements.get(site)).flatMap(Placement::host);
    }

    /** A lag is asked of two hosts: it has a lane of its own, so that a dead one holds up nothing that is alive. */
    private static Question question(What what, Operation operation, String name, SiteId site, Optional<HostId> host) {
        OperationDraft draft = new OperationDraft(operation, name, 0, site, host);
        String lane = host.map(HostId::value).orElse("");
        return new Question(what, OpenStep.record("watch", 1, 0, draft), what == What.LAG ? "lag " + lane : lane);
    }
}
