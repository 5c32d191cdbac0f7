package io.changeover.connector.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine as the plan describes it.
 *
 * @param name its name in the plan
 * @param site the site it stands in, or null for one that belongs to neither
 * @param address host name or IP address
 * @param ssh how to log in: {@code user}, {@code port}, {@code key}, {@code passphrase}, {@code password},
 *     {@code knownHosts}; empty where the host is only connected to
 */
public record Host(String name, @Nullable String site, String address, Settings ssh) {
    public Host {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(ssh, "ssh");
    }

    @Override
    public String toString() {
        return name + " (" + address + ")";
    }
}
