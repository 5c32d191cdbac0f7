package io.changeover.connector.postgresql;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a stopped server wrote after another one was promoted from it. It is saved on its host before anything is taken
 * back, and what both sides hold twice is counted; where it cannot be saved, that is a failure.
 */
final class Divergence {
    /** The value of the setting {@code keep} by which a plan gives such writes up. */
    static final String NONE = "none";

    /** How the end of a log looks: what was expected there was never written. */
    private static final Pattern END_OF_LOG = Pattern.compile(
            "invalid record length|out-of-sequence timeline|invalid magic number|unexpected pageaddr|incorrect prev-link|invalid resource"
                    + " manager|could not find a valid record|no contrecord|checksum in record|record with zero length");

    private final Doubles doubles;

    Divergence(Sessions sessions) {
        this.doubles = new Doubles(sessions);
    }

    /** Outputs for the operation's result; empty where the server has nothing that the primary lacks. */
    Map<String, String> keep(
            Server server, Lineage lineage, Programs.Probe probe, Doubles.Queries queries, Context context)
            throws ConnectorException, InterruptedException {
        if (server.files().keep().equals(NONE)) {
            context.read("kept", "nothing: the plan says keep: none");
            return Map.of();
        }
        Programs programs = new Programs(context, server);
        int timeline = probe.control().timeline();
        CommandResult history = programs.owned(KeepScripts.history(server, timeline), null);
        @Nullable Lsn fork = lineage.fork(probe.control(), Lineage.parse(history.output()));
        String commits = fork == null ? "unknown" : commits(programs, server, timeline, fork);
        context.read("fork", (fork == null ? "unknown" : fork) + " of timeline " + timeline);
        context.read("transactions after the fork", commits);
        if (commits.equals("0")) {
            context.read("kept", "nothing: no transaction was committed after the fork");
            return Map.of("lostTransactions", "0");
        }
        Map<String, String> saved = save(server, lineage, probe, fork, queries, context);
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("lostTransactions", commits);
        outputs.put("kept", saved.getOrDefault("folder", ""));
        outputs.put("keptBytes", saved.getOrDefault("bytes", ""));
        outputs.put("keptSha256", saved.getOrDefault("sha256", ""));
        outputs.forEach(context::read);
        outputs.putAll(doubles.count(server, lineage.primary(), queries, outputs.get("kept"), context));
        return outputs;
    }

    /** One sentence for the operation's message; empty where nothing was kept. */
    static String sentence(Map<String, String> outputs) {
        if (!outputs.containsKey("kept")) {
            return "";
        }
        String counted = outputs.entrySet().stream()
                .filter(one ->
                        one.getKey().startsWith("duplicates.") || one.getKey().startsWith("collisions."))
                .map(one -> ", " + one.getKey().replace('.', ' ') + ": " + one.getValue())
                .collect(Collectors.joining());
        return "; %s transactions that only it had are kept in %s (%s bytes, sha256 %s)%s"
                .formatted(
                        outputs.get("lostTransactions"),
                        outputs.get("kept"),
                        outputs.get("keptBytes"),
                        outputs.get("keptSha256"),
                        counted);
    }

    /** How many transactions the log tells of, or why it does not tell. */
    private static String commits(Programs programs, Server server, int timeline, Lsn fork)
            throws ConnectorException, InterruptedException {
        CommandResult result = programs.owned(KeepScripts.commits(server, timeline, fork), null);
        List<String> lines = new ArrayList<>(result.output().lines().toList());
        List<String> numbers =
                lines.stream().filter(line -> line.matches("\\d+")).toList();
        lines.removeAll(numbers);
        boolean wholeLog =
                lines.stream().allMatch(line -> END_OF_LOG.matcher(line).find());
        if (numbers.size() != 1) {
            return "unknown";
        }
        return wholeLog ? numbers.get(0) : numbers.get(0).equals("0") ? "unknown" : "at least " + numbers.get(0);
    }

    private static Map<String, String> save(
            Server server,
            Lineage lineage,
            Programs.Probe probe,
            @Nullable Lsn fork,
            Doubles.Queries queries,
            Context context)
            throws ConnectorException, InterruptedException {
        ControlData control = probe.control();
        String place = fork == null ? "unknown" : fork.toString();
        String name = "timeline-%d-fork-%s".formatted(control.timeline(), place.replace('/', '-'));
        String note =
                "What %s held when it was made to follow %s.\nsystem identifier %s\ntimeline %d, left at %s for timeline %d"
                        .formatted(
                                server,
                                lineage.primary(),
                                control.systemId(),
                                control.timeline(),
                                place,
                                lineage.timeline());
        long seconds = Math.max(5, context.remaining().toSeconds() - 1);
        String script = KeepScripts.save(server, control.clean(), name, note, seconds, queries.all());
        CommandResult result = new Programs(context, server).owned(script, null);
        Map<String, String> told = new LinkedHashMap<>();
        result.output()
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> told.put(words[0], words[1]));
        boolean whole = told.keySet().containsAll(List.of("folder", "bytes", "sha256", "position"));
        if (!result.succeeded() || !whole) {
            throw unsaved(server, result);
        }
        if (fork != null) {
            context.read(
                    "log after the fork", fork.distanceTo(Lsn.parse(told.getOrDefault("position", "0/0"))) + " bytes");
        }
        return told;
    }

    private static ConnectorException unsaved(Server server, CommandResult result) {
        String wanted =
                "%s: wanted what only it holds saved in %s on host %s before it is taken back, found exit %d: %s"
                        .formatted(
                                server,
                                server.files().keep(),
                                server.host().name(),
                                result.exitCode(),
                                result.summary());
        return result.exitCode() == KeepScripts.NO_ROOM || result.exitCode() == Scripts.NO_PROGRAM
                ? ConnectorException.permanent("PG_KEEP_IMPOSSIBLE", wanted)
                : ConnectorException.transientFault("PG_KEEP_FAILED", wanted);
    }
}
