package io.changeover.connector.rsync;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import java.util.HashMap;
import java.util.Map;

/**
 * What was read back at a side after a marker was written there.
 *
 * @param sizes the sizes of the files that were asked for
 */
record Marked(Map<String, Long> sizes) {

    /** From what the script told; passes only if the marker is as wanted. */
    static Marked require(Side side, Marker wanted, CommandResult result) throws ConnectorException {
        Map<String, String> lines = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        result.output().lines().forEach(line -> {
            String[] words = line.split(" ", 3);
            if (words[0].startsWith("marker.") && words.length == 2) {
                lines.put(words[0].substring("marker.".length()), words[1]);
            } else if (words[0].equals("size") && words.length == 3) {
                sizes.put(words[2], Long.parseLong(words[1]));
            }
        });
        if (!wanted.equals(Marker.parse(lines))) {
            throw ConnectorException.permanent(
                    "RSYNC_MARKER_UNWRITABLE",
                    "%s: wanted '%s' in %s, found exit %d: %s"
                            .formatted(
                                    side,
                                    wanted,
                                    side.marker(),
                                    result.exitCode(),
                                    result.error().strip()));
        }
        return new Marked(sizes);
    }

    /** Passes if the files have the sizes with which they were sent. */
    void requireSent(Side side, Report report) throws ConnectorException {
        for (Map.Entry<String, Long> file : report.sent().entrySet()) {
            Long size = sizes.get(file.getKey());
            if (plain(file.getKey()) && !file.getValue().equals(size)) {
                throw ConnectorException.transientFault(
                        "RSYNC_NOT_READ_BACK",
                        "%s: wanted '%s' with %d bytes after the pass, found %s"
                                .formatted(
                                        side,
                                        file.getKey(),
                                        file.getValue(),
                                        size == null ? "no such file" : size + " bytes"));
            }
        }
    }

    /** Names that rsync wrote with escapes are left to the proof. */
    static boolean plain(String name) {
        return !name.contains("\\#") && name.indexOf('\uFFFD') < 0;
    }
}
