package io.changeover.domain.site;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A machine.
 *
 * @param site where it stands; empty for one that belongs to neither site, such as a load balancer or a name server
 * @param address host name or IP address
 * @param ssh how to log in, values as written in the plan (secrets as references); empty for a host without SSH
 */
public record HostSpec(HostId id, Optional<SiteId> site, String address, Map<String, Object> ssh) {
    public HostSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(address, "address");
        ssh = Collections.unmodifiableMap(new LinkedHashMap<>(ssh));
    }
}
