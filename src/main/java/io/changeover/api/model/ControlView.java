package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller may do to a run now, or why not.
 *
 * @param verb {@code pause}, {@code resume}, {@code abort}, {@code cancel}, {@code retry} or {@code skip}
 * @param step the number of the step that it would be done to; null for the run as a whole
 * @param allowed whether it would be done now
 * @param refusals every reason why not; empty where it would be done
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ControlView(String verb, @Nullable Integer step, boolean allowed, List<BlockerView> refusals) {
    public ControlView {
        refusals = refusals == null ? List.of() : List.copyOf(refusals);
    }
}
