package io.changeover.domain.site;

import java.util.Objects;

/**
 * A place that can run the service.
 *
 * @param preferred whether the service should run here when all is well; true for exactly one site of a plan
 */
public record Site(SiteId id, boolean preferred) {
    public Site {
        Objects.requireNonNull(id, "id");
    }
}
