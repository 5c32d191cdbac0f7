package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A protection plan as it stands.
 *
 * @param version counts the applied files of this name from 1
 * @param sites the names of its two sites
 * @param activeSite where the service runs; null until that is known
 * @param state what may be done with it now
 * @param epoch raised by every change of the active site
 * @param holder the run that works on it; null for none
 * @param drill how it stands with its drills
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanView(
        String name,
        int version,
        List<String> sites,
        String preferredSite,
        @Nullable String activeSite,
        String state,
        long epoch,
        @Nullable String holder,
        ObjectivesView objectives,
        String appliedBy,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant appliedAt,
        @Nullable DrillView drill) {
    public PlanView {
        sites = sites == null ? List.of() : List.copyOf(sites);
    }
}
