package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A command of the operator's own that is called before or after a step.
 *
 * @param group the group around whose step it is called; empty for once, before the first group or after the last
 * @param placements where it is called when a step works on a site; it is not called for a site that is missing here
 */
public record Hook(
        String name,
        HookPoint at,
        Optional<String> group,
        HookPolicy policy,
        String connector,
        Map<SiteId, Placement> placements) {
    public Hook {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(connector, "connector");
        placements = Map.copyOf(placements);
        if (group.isPresent() && !at.ofGroups()) {
            throw new IllegalArgumentException("a hook at " + at.wireName() + " has no group");
        }
    }
}
