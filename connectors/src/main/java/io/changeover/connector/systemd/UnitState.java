package io.changeover.connector.systemd;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code systemctl show} said of a unit. */
record UnitState(String active, String sub, String load, String result) {

    static UnitState parse(String output) {
        Map<String, String> values = new HashMap<>();
        output.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).strip());
            }
        });
        return new UnitState(
                values.getOrDefault("ActiveState", ""),
                values.getOrDefault("SubState", ""),
                values.getOrDefault("LoadState", ""),
                values.getOrDefault("Result", ""));
    }

    /** Empty for a state that is not known, which is an error and never "stopped". */
    Optional<Phase> known() {
        return switch (active) {
            case "active", "reloading", "refreshing" -> Optional.of(Phase.RUNNING);
            case "inactive", "failed" -> Optional.of(Phase.STOPPED);
            case "activating" -> Optional.of(Phase.STARTING);
            case "deactivating" -> Optional.of(Phase.STOPPING);
            default -> Optional.empty();
        };
    }

    Phase phase() {
        return known().orElseThrow();
    }

    boolean failed() {
        return active.equals("failed");
    }

    boolean masked() {
        return load.equals("masked");
    }

    boolean missing() {
        return load.equals("not-found");
    }

    @Override
    public String toString() {
        String why = result.isEmpty() || result.equals("success") ? "" : ", result " + result;
        return "%s (%s%s)".formatted(active, sub, why);
    }
}
