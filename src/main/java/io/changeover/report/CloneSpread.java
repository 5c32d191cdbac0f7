package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationState;
import io.changeover.report.DrillEvidence.Together;
import io.changeover.report.RunReport.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far apart the moments are of which the copies of a consistency group are. A copy holds all that was written until the
 * time that its connector tells, and nothing that was written after it was made; so the earliest of these times and the latest
 * end are the most that can lie between two of them.
 */
final class CloneSpread {
    private CloneSpread() {}

    /** One for each consistency group of which a copy was begun. */
    static List<Together> of(ProtectionPlan plan, List<Action> actions) {
        Map<String, List<String>> members = new TreeMap<>(plan.datasets().stream()
                .filter(one -> one.consistency().isPresent())
                .collect(Collectors.groupingBy(
                        one -> one.consistency().orElseThrow(),
                        Collectors.mapping(Dataset::name, Collectors.toList()))));
        List<Together> groups = new ArrayList<>();
        members.forEach((group, datasets) -> {
            List<Action> copies = actions.stream()
                    .filter(one -> one.operation() == Operation.CLONE && datasets.contains(one.target()))
                    .toList();
            if (!copies.isEmpty()) {
                groups.add(new Together(group, datasets, apart(datasets, copies)));
            }
        });
        return groups;
    }

    private static @Nullable Duration apart(List<String> datasets, List<Action> copies) {
        List<Action> made = copies.stream()
                .filter(one -> one.state() == OperationState.DONE
                        && one.endedAt() != null
                        && one.outputs().containsKey("heldUntil"))
                .toList();
        boolean all = datasets.stream()
                .allMatch(name -> made.stream().anyMatch(one -> one.target().equals(name)));
        Optional<Instant> earliest = made.stream()
                .map(one -> Instant.parse(one.outputs().getOrDefault("heldUntil", "")))
                .min(Comparator.naturalOrder());
        Optional<Instant> latest =
                made.stream().map(Action::endedAt).filter(Objects::nonNull).max(Comparator.naturalOrder());
        if (!all || earliest.isEmpty() || latest.isEmpty()) {
            return null;
        }
        Duration apart = Duration.between(earliest.get(), latest.get());
        return apart.isNegative() ? Duration.ZERO : apart;
    }
}
