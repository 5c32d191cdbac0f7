package io.changeover.domain.plan;

import java.util.List;
import java.util.Objects;

/**
 * Instances that move together.
 *
 * @param parallel how many of them at once, at least 1
 */
public record Group(String name, int parallel, List<Instance> instances) {
    public Group {
        Objects.requireNonNull(name, "name");
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1, was " + parallel);
        }
        instances = List.copyOf(instances);
    }
}
