package io.changeover.connector.host;

import io.changeover.connector.spi.Command;
import java.util.List;
import java.util.stream.Collectors;

/** What is asked of a host, in one command that changes nothing. */
final class ProbeScript {
    // A folder that is not there yet stands for the one that it would be made in. Only what can be written to can be
    // full.
    private static final String SCRIPT = """
            LC_ALL=C; export LC_ALL
            echo "begun $(date +%%s.%%N)"
            for p in %s; do
              while [ ! -e "$p" ] && [ "$p" != / ]; do p=$(dirname "$p"); done
              df -P -k "$p" 2>/dev/null | tail -n +2 | sed 's/^/room /'
              df -P -i "$p" 2>/dev/null | tail -n +2 | sed 's/^/inodes /'
            done
            [ -r /proc/mounts ] && while read -r d m t o rest; do
              case ",$o," in *,ro,*) echo "fixed $m" ;; esac
            done </proc/mounts
            echo "ended $(date +%%s.%%N)"
            """;

    private ProbeScript() {}

    static String of(List<String> folders) {
        return SCRIPT.formatted(folders.stream().map(Command::quote).collect(Collectors.joining(" ", "/ ", "")));
    }
}
