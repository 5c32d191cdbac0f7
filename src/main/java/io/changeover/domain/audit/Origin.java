package io.changeover.domain.audit;

import java.util.Objects;

/**
 * Where a request came from.
 *
 * @param address the network address of whoever sent it, as the server saw it; empty where nobody sent anything
 */
public record Origin(Door door, String address) {
    /** Nobody asked from outside. */
    public static final Origin SERVER = new Origin(Door.SERVER, "");

    public Origin {
        Objects.requireNonNull(door, "door");
        Objects.requireNonNull(address, "address");
    }
}
