package io.changeover.connector.rsync;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a former primary holds and the new one does not is moved aside before it is overwritten or deleted.
 *
 * @param folder where to on the host of the standby, or null where nothing is kept
 */
record Kept(@Nullable String folder) {
    /** Of these both sides were proved equal while nobody wrote. */
    private static final Set<String> PROVED = Set.of("switchover", "failback");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Until its first complete pass, a side that was primary may hold what nobody else has. */
    static Kept of(Request request, Pair pair, Hands hands) {
        Marker marker = pair.here().marker();
        String keep = pair.standby().keep();
        boolean former = marker != null && (marker.primary() || marker.pass().isEmpty());
        boolean proved = PROVED.contains(request.environment().getOrDefault("CHANGEOVER_RUN_TYPE", ""));
        if (request.operation() != Operation.PROTECT || keep == null || !former || proved) {
            return new Kept(null);
        }
        String stamp = STAMP.format(hands.context().clock().instant());
        return new Kept("%s/epoch-%d-%s".formatted(keep, pair.primaryEpoch(), stamp));
    }

    /** What was kept, after the pass; empty where nothing was. */
    Map<String, String> outputs(Side side, Hands hands) throws ConnectorException, InterruptedException {
        if (folder == null) {
            return Map.of();
        }
        CommandResult result = hands.run(side, Scripts.kept(folder), null);
        String[] words = result.output().strip().split("\\s+");
        if (!result.succeeded()) {
            throw ConnectorException.transientFault(
                    "RSYNC_KEPT_UNREADABLE",
                    "%s: wanted the sums of what is kept in %s, found exit %d: %s"
                            .formatted(side, folder, result.exitCode(), result.summary()));
        }
        if (words.length < 4) {
            hands.context().read("kept", "nothing: it held nothing else");
            return Map.of();
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("kept", folder);
        outputs.put("keptFiles", words[1]);
        outputs.put("keptBytes", words[2]);
        outputs.put("keptSha256", words[3]);
        outputs.forEach(hands.context()::read);
        return outputs;
    }

    /** For the operation's message. */
    static String sentence(Map<String, String> outputs) {
        return outputs.isEmpty()
                ? ""
                : "; %s files that it held otherwise are kept in %s (%s bytes, sha256 of their sums %s)"
                        .formatted(
                                outputs.get("keptFiles"),
                                outputs.get("kept"),
                                outputs.get("keptBytes"),
                                outputs.get("keptSha256"));
    }
}
