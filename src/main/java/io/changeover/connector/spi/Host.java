package io.changeover.connector.spi;

import java.util.Objects;

/**
 * A machine as the plan describes it.
 *
 * @param name its name in the plan
 * @param site the site it stands in
 * @param address host name or IP address
 * @param ssh how to log in: {@code user}, {@code port}, {@code key}, {@code passphrase}, {@code password},
 *     {@code knownHosts}; empty where the host is only connected to
 */
public record Host(String name, String site, String address, Settings ssh) {
    public Host {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(ssh, "ssh");
    }

    @Override
    public String toString() {
        return name + " (" + address + ")";
    }
}
