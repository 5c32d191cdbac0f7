package io.changeover.domain.plan;

import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * One way to make sure that a site takes no more writes.
 *
 * @param required whether a site counts as fenced only with this method's evidence, whatever others have
 * @param within how long it is tried
 * @param placements how each site is fenced by it, and from which host; it fences no site that is missing here
 */
public record FencingMethod(
        String name, String connector, boolean required, Duration within, Map<SiteId, Placement> placements) {
    /** In place of a connector: every instance of the site is stopped, and all of it is read back as quiet. */
    public static final String VERIFIED_STOP = "stop";

    /** How long a method is tried where the plan does not say. */
    public static final Duration USUAL = Duration.ofSeconds(60);

    public FencingMethod {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(within, "within");
        placements = Map.copyOf(placements);
    }

    /** Whether it is the verified stop, which needs no connector of its own. */
    public boolean verifiedStop() {
        return connector.equals(VERIFIED_STOP);
    }
}
