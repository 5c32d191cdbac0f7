package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read last of the roles of datasets at both sites. A primary of an older epoch than the other side's primary
 * was left behind, and does not count as active.
 */
final class SiteRoles {
    private static final String PRIMARY = "primary";

    private record Place(String dataset, SiteId site) {}

    private final Map<Place, OperationRecord> last = new LinkedHashMap<>();

    /** From operations in the order in which they were written. */
    SiteRoles(Collection<OperationRecord> operations) {
        operations.stream()
                .filter(one -> one.operation() == Operation.ROLE)
                .forEach(one -> last.put(new Place(one.target(), one.site()), one));
    }

    /** The readings, one for each dataset and site. */
    List<OperationRecord> readings() {
        return List.copyOf(last.values());
    }

    /** Whether every role was read, at both sites. */
    boolean known() {
        return last.values().stream().allMatch(one -> one.state() == OperationState.DONE);
    }

    /** Whether any dataset was read as taking writes there. */
    boolean active(SiteId site) {
        return last.entrySet().stream()
                .filter(one -> one.getKey().site().equals(site))
                .anyMatch(one -> isPrimary(one.getValue()) && !outdated(one.getKey(), one.getValue()));
    }

    /** When the last of them was read; empty where none was. */
    Optional<Instant> readAt() {
        return last.values().stream().flatMap(one -> one.endedAt().stream()).max(Instant::compareTo);
    }

    private boolean outdated(Place place, OperationRecord own) {
        @Nullable Long epoch = epoch(own);
        return epoch != null
                && last.entrySet().stream()
                        .filter(one -> one.getKey().dataset().equals(place.dataset()))
                        .filter(one -> !one.getKey().site().equals(place.site()) && isPrimary(one.getValue()))
                        .map(one -> epoch(one.getValue()))
                        .anyMatch(other -> other != null && other > epoch);
    }

    private static boolean isPrimary(OperationRecord one) {
        return one.state() == OperationState.DONE
                && PRIMARY.equals(one.outputs().get("role"));
    }

    private static @Nullable Long epoch(OperationRecord one) {
        String epoch = one.outputs().get("epoch");
        return epoch == null ? null : Long.valueOf(epoch);
    }
}
