package io.changeover.connector.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation to be carried out.
 *
 * @param target what it is aimed at
 * @param peer the same thing at the other site, or null where it has no other side
 * @param dryRun true: read, and say what would be changed, but change nothing
 * @param environment variables for commands: {@code CHANGEOVER_PLAN}, {@code _RUN}, {@code _EPOCH}, {@code _SITE},
 *     {@code _SOURCE}, {@code _TARGET}, {@code _RUN_TYPE}, and for a hook what the plan's page lists
 */
public record Request(
        Operation operation, Target target, @Nullable Target peer, boolean dryRun, Map<String, String> environment) {
    /** The variable that {@link #choosing} is told by. */
    public static final String CHOOSING = "CHANGEOVER_CHOOSING";

    public Request {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(target, "target");
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** The other side, where the operation cannot do without it. */
    public Target requiredPeer() throws ConnectorException {
        if (peer == null) {
            throw ConnectorException.permanent("PEER_MISSING", target + " has no counterpart at another site");
        }
        return peer;
    }

    /**
     * Whether it belongs to a run in which a person chooses the side that serves. Evidence is read in full then, and
     * what the sides say of themselves does not speak against the one chosen.
     */
    public boolean choosing() {
        return "true".equals(environment.get(CHOOSING));
    }

    /** The target's settings. */
    public Settings settings() {
        return target.settings();
    }
}
