package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a server left in its control file. Only to be trusted while no server runs on it.
 *
 * @param systemId the same for a primary and its standbys
 * @param state in the words of {@code pg_controldata}
 * @param checkpoint where the latest checkpoint record begins
 * @param redo where recovery from it would begin
 * @param timeline the timeline of that checkpoint
 * @param minimumRecovery on a standby, how far replay has gone at least; 0/0 elsewhere
 * @param minimumRecoveryTimeline the timeline of that place; 0 elsewhere
 */
record ControlData(
        String systemId,
        int version,
        String state,
        Lsn checkpoint,
        Lsn redo,
        int timeline,
        Lsn minimumRecovery,
        int minimumRecoveryTimeline) {
    static final String SHUT_DOWN = "shut down";
    static final String SHUT_DOWN_IN_RECOVERY = "shut down in recovery";
    static final String IN_ARCHIVE_RECOVERY = "in archive recovery";

    /** How many bytes {@link #fromHex} wants. */
    static final int LENGTH = 152;

    private static final List<String> STATES = List.of(
            "starting up",
            SHUT_DOWN,
            SHUT_DOWN_IN_RECOVERY,
            "shutting down",
            "in crash recovery",
            IN_ARCHIVE_RECOVERY,
            "in production");
    private static final Set<Integer> VERSIONS = Set.of(1300, 1700, 1800);

    /** Whether a server ended on it in good order, as a primary or as a standby. */
    boolean clean() {
        return state.equals(SHUT_DOWN) || state.equals(SHUT_DOWN_IN_RECOVERY);
    }

    /** Whether it was last used by a standby. */
    boolean standby() {
        return state.equals(SHUT_DOWN_IN_RECOVERY) || state.equals(IN_ARCHIVE_RECOVERY);
    }

    /** The timeline that was written or replayed last. */
    int lastTimeline() {
        return Math.max(timeline, minimumRecoveryTimeline);
    }

    /** Reads the output of {@code pg_controldata} in the C locale. */
    static ControlData fromText(String place, String text) throws ConnectorException {
        if (text.contains("WARNING")) {
            throw unreadable(place, "a control file that pg_controldata trusts", text.strip());
        }
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        try {
            return new ControlData(
                    value(values, "Database system identifier"),
                    Integer.parseInt(value(values, "pg_control version number")),
                    value(values, "Database cluster state"),
                    Lsn.parse(value(values, "Latest checkpoint location")),
                    Lsn.parse(value(values, "Latest checkpoint's REDO location")),
                    Integer.parseInt(value(values, "Latest checkpoint's TimeLineID")),
                    Lsn.parse(value(values, "Minimum recovery ending location")),
                    Integer.parseInt(value(values, "Min recovery ending loc's timeline")));
        } catch (IllegalArgumentException e) {
            throw unreadable(place, "the output of pg_controldata", e.getMessage() + " in: " + text.strip());
        }
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no '" + name + "'");
        }
        return value;
    }

    /** Reads the first bytes of the file, written as pairs of hexadecimal digits, in either byte order. */
    static ControlData fromHex(String place, String text) throws ConnectorException {
        String digits = text.replaceAll("\\s", "");
        if (digits.length() != 2 * LENGTH || !digits.matches("[0-9a-fA-F]*")) {
            throw unreadable(place, LENGTH + " bytes of global/pg_control", "'" + text.strip() + "'");
        }
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < LENGTH; i++) {
            bytes.put(i, (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16));
        }
        int found = bytes.getInt(8);
        if (!VERSIONS.contains(found)) {
            bytes.order(ByteOrder.BIG_ENDIAN);
        }
        int version = bytes.getInt(8);
        if (!VERSIONS.contains(version)) {
            throw unreadable(place, "a control file of version 1300, 1700 or 1800 (PostgreSQL 13 to 18)", "" + found);
        }
        int state = bytes.getInt(16);
        return new ControlData(
                Long.toUnsignedString(bytes.getLong(0)),
                version,
                state >= 0 && state < STATES.size() ? STATES.get(state) : "unknown (" + state + ")",
                new Lsn(bytes.getLong(32)),
                new Lsn(bytes.getLong(40)),
                bytes.getInt(48),
                new Lsn(bytes.getLong(136)),
                bytes.getInt(144));
    }

    private static ConnectorException unreadable(String place, String wanted, String found) {
        return ConnectorException.permanent(
                "PG_CONTROL_UNREADABLE", "%s: wanted %s, found %s".formatted(place, wanted, found));
    }
}
