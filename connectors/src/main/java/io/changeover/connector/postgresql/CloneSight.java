package io.changeover.connector.postgresql;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found where a clone is, or is to be.
 *
 * @param kind {@code none}, {@code foreign}, {@code half} or {@code whole}
 * @param run the run that made it; empty where that is not known
 * @param switched where it left the log of the standby side, as its history says; empty where it has not yet
 * @param ready whether its server has said that it takes connections
 * @param probe its process and control data; null unless it is whole
 */
record CloneSight(String kind, String run, String switched, boolean ready, Programs.@Nullable Probe probe) {

    /** From what the script told. */
    static CloneSight of(Programs programs, CommandResult result) throws ConnectorException {
        String[] lines = result.output().split("\n", 2);
        String[] words = lines[0].strip().split(" ", 2);
        String run = words.length == 2 ? words[1].strip() : "";
        if (!words[0].equals("whole")) {
            return new CloneSight(words[0], run, "", false, null);
        }
        String rest = lines.length == 2 ? lines[1] : "";
        String switched = "";
        if (rest.startsWith("switched ")) {
            String[] parts = rest.split("\n", 2);
            String[] columns = parts[0].substring("switched ".length()).strip().split("\\s+");
            switched = columns.length > 1 ? columns[1] : "";
            rest = parts.length == 2 ? parts[1] : "";
        }
        boolean ready = rest.startsWith("ready\n");
        return new CloneSight(
                "whole", run, switched, ready, programs.parse(ready ? rest.substring("ready\n".length()) : rest));
    }

    boolean nothing() {
        return kind.equals("none");
    }

    boolean whole() {
        return probe != null;
    }

    boolean running() {
        return probe != null && probe.running();
    }

    /** Whether it runs and has left recovery, so that it takes writes. */
    boolean serves() {
        return probe != null
                && probe.running()
                && ready
                && probe.control().state().equals("in production");
    }

    boolean madeBy(String wanted) {
        return run.equals(wanted);
    }

    /** Up to where it holds what the standby side had. */
    String recoveryPoint() {
        return switched.isEmpty() ? "unknown" : switched;
    }

    /** For people. */
    String state() {
        return switch (kind) {
            case "none" -> "nothing";
            case "half" -> "a clone in part";
            case "whole" ->
                "a whole clone, "
                        + Optional.ofNullable(probe)
                                .map(found -> "%s, '%s'"
                                        .formatted(
                                                found.state(), found.control().state()))
                                .orElse("unread");
            default -> "something that no drill has made";
        };
    }

    /** Passes unless there is something that no drill has made. */
    void requireOurs(Server clone) throws ConnectorException {
        if (kind.equals("foreign")) {
            throw foreign(clone);
        }
    }

    static ConnectorException foreign(Server clone) {
        return ConnectorException.permanent(
                "PG_CLONE_FOREIGN",
                "%s: wanted nothing in %s, or what a drill has made, found something else; it is left alone"
                        .formatted(clone, clone.files().data()));
    }
}
