package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A group of a plan and its instances.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GroupView(String name, List<String> instances) {
    public GroupView {
        instances = instances == null ? List.of() : List.copyOf(instances);
    }
}
