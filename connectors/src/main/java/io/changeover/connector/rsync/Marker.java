package io.changeover.connector.rsync;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a side says of itself, in a small file beside the data.
 *
 * @param role {@code primary} or {@code standby}
 * @param epoch the plan's epoch in which it became the primary, or that of the primary it was last copied from
 * @param site the site it was written for
 * @param pass when the last complete pass began, in milliseconds by the clock of the side copied from
 */
record Marker(String role, long epoch, String site, OptionalLong pass) {
    static final String PRIMARY = "primary";
    static final String STANDBY = "standby";

    /** From the file's lines; null where they make no sense. */
    static @Nullable Marker parse(Map<String, String> lines) {
        String role = lines.getOrDefault("role", "");
        String epoch = lines.getOrDefault("epoch", "");
        String pass = lines.getOrDefault("pass", "");
        String site = lines.getOrDefault("site", "");
        boolean known = role.equals(PRIMARY) || role.equals(STANDBY);
        if (!known || site.isEmpty() || !epoch.matches("\\d{1,18}") || !pass.matches("\\d{0,18}")) {
            return null;
        }
        OptionalLong began = pass.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pass));
        return new Marker(role, Long.parseLong(epoch), site, began);
    }

    boolean primary() {
        return role.equals(PRIMARY);
    }

    /** The file's text. */
    String text() {
        String text = "role %s\nepoch %d\nsite %s\n".formatted(role, epoch, site);
        return pass.isPresent() ? text + "pass " + pass.getAsLong() + "\n" : text;
    }

    /** Whether both say the same, apart from the time of the last pass. */
    boolean agrees(@Nullable Marker other) {
        return other != null && role.equals(other.role) && epoch == other.epoch && site.equals(other.site);
    }

    @Override
    public String toString() {
        return "%s in epoch %d".formatted(role, epoch);
    }
}
