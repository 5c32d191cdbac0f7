package io.changeover.application;

import java.util.List;

/**
 * That something has changed, not what: whoever hears of it looks again.
 *
 * @param parts what to look at again, as {@link io.changeover.application.port.RunLook} names it; at the beginning all
 *     there is, and nothing where only the connection is to be kept
 */
public record Change(List<String> parts) {
    public Change {
        parts = List.copyOf(parts);
    }
}
