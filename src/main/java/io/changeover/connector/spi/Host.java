package io.changeover.connector.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine as the plan describes it.
 *
 * @param name its name in the plan
 * @param site the site it stands in, or null for one that belongs to neither
 * @param address host name or IP address; where there is a jump host, as that one sees it
 * @param ssh how to log in: {@code user}, {@code port}, {@code key}, {@code passphrase}, {@code password},
 *     {@code knownHosts}; empty where the host is only connected to
 * @param jump the host through which logins go, or null for the straight way; only logins take it, never connections of
 *     another kind
 */
public record Host(
        String name,
        @Nullable String site,
        String address,
        Settings ssh,
        @Nullable Host jump) {
    public Host {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(ssh, "ssh");
    }

    /** A machine that is logged in to straight. */
    public Host(String name, @Nullable String site, String address, Settings ssh) {
        this(name, site, address, ssh, null);
    }

    @Override
    public String toString() {
        return name + " (" + address + ")";
    }
}
