package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found on one side before anything is done.
 *
 * @param version of rsync, or {@code none}
 * @param physical the path without symbolic links
 * @param trouble why the folder cannot be used as asked, or empty
 * @param empty whether nothing is in the folder
 * @param room bytes free on its file system, or -1
 * @param clock of that host, in milliseconds, or 0
 * @param partial how many pieces of files a broken copy left behind
 * @param marker null where there is none
 */
record Look(
        String version,
        String physical,
        String trouble,
        boolean empty,
        long room,
        long clock,
        int partial,
        @Nullable Marker marker) {

    /**
     * From the lines that the script printed.
     *
     * @param version that of rsync, where it was not asked for
     */
    static Look parse(Side side, String output, String version) throws ConnectorException {
        Map<String, String> found = new HashMap<>();
        Map<String, String> lines = new HashMap<>();
        output.lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            String value = words.length == 2 ? words[1].strip() : "";
            if (words[0].startsWith("marker.")) {
                lines.put(words[0].substring("marker.".length()), value);
            } else {
                found.put(words[0], value);
            }
        });
        Marker marker = lines.isEmpty() ? null : Marker.parse(lines);
        if (marker == null && !lines.isEmpty()) {
            throw ConnectorException.permanent(
                    "RSYNC_MARKER_UNREADABLE",
                    "%s: wanted role, epoch and site in %s, found: %s".formatted(side, side.marker(), lines));
        }
        return new Look(
                found.getOrDefault("rsync", version),
                found.getOrDefault("physical", ""),
                found.getOrDefault("trouble", ""),
                found.getOrDefault("empty", "").equals("yes"),
                number(found.get("room"), -1) < 0 ? -1 : number(found.get("room"), -1) * 1024,
                clock(found.getOrDefault("clock", "")),
                (int) number(found.get("partial"), 0),
                marker);
    }

    private static long number(@Nullable String text, long fallback) {
        return text != null && text.matches("\\d{1,17}") ? Long.parseLong(text) : fallback;
    }

    /** Seconds and, where the host can tell them, nanoseconds. */
    private static long clock(String text) {
        String[] words = text.split(" ");
        long seconds = number(words[0], 0);
        boolean nanos = words.length == 2 && words[1].matches("\\d{9}");
        return seconds * 1000 + (nanos ? Long.parseLong(words[1]) / 1_000_000 : 0);
    }

    /** Whether this rsync compares times to the nanosecond. */
    boolean exactTimes() {
        String[] parts = version.replaceAll("[^0-9.].*", "").split("\\.");
        long number = 0;
        for (int i = 0; i < 3; i++) {
            number = number * 1000 + (i < parts.length ? number(parts[i], 0) : 0);
        }
        return number >= 3_001_003;
    }
}
