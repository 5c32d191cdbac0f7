package io.changeover.connector.rsync;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together the words of one rsync. */
final class Words {
    private static final List<String> OWN = List.of(".*.changeover/", "/" + Scripts.TRY + "*");

    // Whoever swallows packets is noticed by ssh after some 20 seconds, on whichever side it stands.
    private static final List<String> SSH = List.of(
            "ssh",
            "-x",
            "-a",
            "-T",
            "-o BatchMode=yes",
            "-o StrictHostKeyChecking=yes",
            "-o ConnectTimeout=10",
            "-o ServerAliveInterval=5",
            "-o ServerAliveCountMax=3",
            "-o LogLevel=ERROR",
            "-o ControlMaster=no",
            "-o ControlPath=none");

    private final Pair pair;
    private final Settings here;
    private final Settings there;

    Words(Pair pair, Settings here, Settings there) {
        this.pair = pair;
        this.here = here;
        this.there = there;
    }

    /** How far a pass looks and what it does. */
    enum Way {
        /** Copies what differs by size or time. */
        COPY,
        /** Tells what differs by size or time. */
        COMPARE,
        /** Tells what differs, by reading every file on both sides. */
        READ_ALL
    }

    boolean pull() {
        return here.text("mode", "pull").equals("pull");
    }

    /** The side on whose host rsync runs. */
    Side runner() {
        return pull() ? pair.standby() : pair.primary();
    }

    /** The side that it logs in to. */
    Side reached() {
        return pull() ? pair.primary() : pair.standby();
    }

    /**
     * The command, quoted for the shell.
     *
     * @param keep the folder on the standby for what is overwritten and deleted there, or null to give it up
     */
    String command(Way way, @Nullable String keep) {
        List<String> words = new ArrayList<>(List.of("rsync", "-a", "-8", "-s", "--stats", "--out-format== %i %l %n"));
        words.addAll(how(way));
        if (keep != null) {
            words.addAll(List.of("--backup", "--backup-dir=" + keep));
        }
        if (here.flag("delete", true)) {
            words.add("--delete-delay");
        }
        Set<String> excluded = new LinkedHashSet<>(OWN);
        excluded.addAll(here.texts("exclude"));
        excluded.addAll(there.texts("exclude"));
        excluded.forEach(pattern -> words.add("--exclude=" + pattern));
        String user = reached().runAs();
        if (user != null && !user.equals(reached().transfer().user())) {
            String become =
                    "root".equals(reached().transfer().user()) ? "runuser -u %s -- rsync" : "sudo -n -u %s rsync";
            words.add("--rsync-path=" + become.formatted(user));
        }
        words.addAll(List.of("-e", ssh(runner().transfer(), reached().transfer())));
        String far = reached().transfer().login() + ":" + reached().path() + "/";
        String near = runner().path() + "/";
        words.addAll(pull() ? List.of(far, near) : List.of(near, far));
        return words.stream().map(Command::quote).collect(Collectors.joining(" "));
    }

    private List<String> how(Way way) {
        List<String> words = new ArrayList<>();
        if (way != Way.COPY) {
            words.add("-n");
        }
        if (way == Way.READ_ALL) {
            words.add("-c");
            return words;
        }
        // Whole seconds would miss a change of the same size in the second of the last pass.
        boolean exact = pair.exactTimes();
        words.add(exact ? "--modify-window=-1" : "-c");
        if (way == Way.COPY) {
            words.add("--partial-dir=" + pair.standby().state() + "/partial");
            @Nullable
            String bandwidth = (pull() ? here : there).find("bandwidth").orElse(null);
            if (bandwidth != null) {
                words.add("--bwlimit=" + bandwidth);
            }
            if (exact) {
                words.add("--timeout=300");
            }
        }
        return words;
    }

    /** rsync splits this at spaces; within single quotes a doubled one stands for itself. */
    private static String ssh(Side.Transfer own, Side.Transfer other) {
        List<String> words = new ArrayList<>(SSH);
        words.add("-p " + other.port());
        if (own.key() != null) {
            words.add("-o IdentitiesOnly=yes -i " + quoted(own.key()));
        }
        if (own.knownHosts() != null) {
            words.add("-o GlobalKnownHostsFile=/dev/null -o "
                    + quoted("UserKnownHostsFile=\"" + own.knownHosts() + "\""));
        }
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "''") + "'";
    }
}
