package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different in effect between two plans of one name.
 *
 * @param from the version that is compared; null for a file
 * @param to the version that it is compared with; null for a file
 * @param dangerous whether any change is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanDiffView(
        String plan, @Nullable Integer from, @Nullable Integer to, boolean dangerous, List<PlanChangeView> changes) {
    public PlanDiffView {
        changes = changes == null ? List.of() : List.copyOf(changes);
    }
}
