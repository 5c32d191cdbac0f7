package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A run with all that happened in it.
 *
 * @param controls what the caller may do to it now, and why not the rest
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunDetail(RunView run, List<StepView> steps, List<EventView> events, List<ControlView> controls) {
    public RunDetail {
        steps = steps == null ? List.of() : List.copyOf(steps);
        events = events == null ? List.of() : List.copyOf(events);
        controls = controls == null ? List.of() : List.copyOf(controls);
    }
}
