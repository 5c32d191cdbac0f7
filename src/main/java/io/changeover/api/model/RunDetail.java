package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A run with all that happened in it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunDetail(RunView run, List<StepView> steps, List<EventView> events) {
    public RunDetail {
        steps = steps == null ? List.of() : List.copyOf(steps);
        events = events == null ? List.of() : List.copyOf(events);
    }
}
