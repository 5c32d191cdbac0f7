package io.changeover.connector.postgresql;

import io.changeover.connector.spi.ConnectorException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the log of a primary comes from.
 *
 * @param timeline the timeline it writes
 * @param current the end of what it has written
 * @param ends for each earlier timeline it came through, where it left it
 */
record Lineage(Server primary, int timeline, Lsn current, Map<Integer, Lsn> ends) {

    /** How another server can come to follow this primary. */
    enum Way {
        /** Its log is a beginning of the primary's. */
        FOLLOW,
        /** It wrote something the primary does not have; that must go. */
        REWIND,
        /** The primary does not have the log it needs any more. */
        REBUILD
    }

    /** Reads it from a running primary. */
    static Lineage read(Sessions sessions, Server primary, Standing standing) throws ConnectorException {
        Map<Integer, Lsn> ends = new LinkedHashMap<>();
        if (standing.timeline() > 1) {
            String file = "pg_wal/%08X.history".formatted(standing.timeline());
            String text = sessions.value(primary, "select pg_read_file('" + file + "')");
            ends.putAll(parse(text == null ? "" : text));
        }
        return new Lineage(primary, standing.timeline(), standing.written(), ends);
    }

    /** Reads a timeline history file: lines of a timeline, the position it was left at, and a reason. */
    static Map<Integer, Lsn> parse(String text) {
        Map<Integer, Lsn> ends = new LinkedHashMap<>();
        text.lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d+\\s+[0-9A-F]+/[0-9A-F]+.*"))
                .forEach(line -> {
                    String[] words = line.split("\\s+", 3);
                    ends.put(Integer.parseUnsignedInt(words[0]), Lsn.parse(words[1]));
                });
        return ends;
    }

    /**
     * How a stopped server can follow.
     *
     * @param held how far it held the log when it was last asked, or 0/0
     */
    Way way(Sessions sessions, Server server, Programs.Probe probe, Lsn held) throws ConnectorException {
        ControlData control = probe.control();
        boolean wasStandby = control.standby() || control.clean() && probe.signal();
        if (!control.clean() && !wasStandby) {
            return Way.REWIND;
        }
        if (!wasStandby && control.lastTimeline() == timeline) {
            throw ConnectorException.permanent(
                    "PG_TIMELINE_WRONG",
                    "%s: wanted a former primary of an earlier timeline than %d of %s, found that it wrote on the same"
                            .formatted(server, timeline, primary));
        }
        Lsn last = wasStandby
                ? furthest(control, held)
                : new Lsn(control.checkpoint().bytes() + 1);
        Lsn end = control.lastTimeline() == timeline ? current : ends.get(control.lastTimeline());
        if (end == null || !end.reached(last)) {
            return Way.REWIND;
        }
        return hasLog(sessions, last) ? Way.FOLLOW : Way.REBUILD;
    }

    /**
     * Where the log of another server left the common one, as far as both histories tell; null where they do not.
     *
     * @param control the other server's
     * @param own the ends of the timelines that the other server came through
     */
    @Nullable
    Lsn fork(ControlData control, Map<Integer, Lsn> own) {
        Lsn left = ends.get(control.timeline());
        if (left != null) {
            return left;
        }
        if (own.containsKey(timeline)) {
            return own.get(timeline);
        }
        @Nullable Lsn fork = null;
        for (Map.Entry<Integer, Lsn> end : new TreeMap<>(own).entrySet()) {
            Lsn other = ends.get(end.getKey());
            if (other != null) {
                fork = end.getValue().reached(other) ? other : end.getValue();
            }
        }
        return fork;
    }

    private static Lsn furthest(ControlData control, Lsn held) {
        Lsn atLeast = control.minimumRecovery().reached(control.checkpoint())
                ? control.minimumRecovery()
                : control.checkpoint();
        return held.reached(atLeast) ? held : atLeast;
    }

    /** Streaming begins with the segment that the server's last record is in. */
    private boolean hasLog(Sessions sessions, Lsn last) throws ConnectorException {
        String count = sessions.value(
                primary,
                "select count(*) from pg_ls_waldir() where substr(name, 9) = substr(pg_walfile_name('%s'), 9)"
                        .formatted(last));
        return !"0".equals(count);
    }
}
