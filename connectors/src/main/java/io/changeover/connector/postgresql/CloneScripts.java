package io.changeover.connector.postgresql;

import static io.changeover.connector.spi.Command.quote;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shell text for clones. What a clone is made of is written down beside its data before the first byte of it, so that
 * whatever a killed run has left is found, and nothing else is ever removed.
 */
final class CloneScripts {
    /** Exit code: there is something that no drill has made. */
    static final int FOREIGN = 71;

    /** Exit code: there is not enough room. */
    static final int NO_ROOM = 72;

    /** Exit code: the data cannot be copied by a base backup into one folder. */
    static final int TABLESPACES = 73;

    /**
     * What holds of every clone, whatever its files say: it takes its log from nobody, sends it to nobody, keeps no
     * archive, asks no standby, and starts no subscription.
     */
    private static final Map<String, String> APART = Map.ofEntries(
            Map.entry("unix_socket_directories", ""),
            Map.entry("external_pid_file", ""),
            Map.entry("archive_mode", "off"),
            Map.entry("archive_command", ""),
            Map.entry("restore_command", "/bin/false"),
            Map.entry("archive_cleanup_command", ""),
            Map.entry("recovery_end_command", ""),
            Map.entry("recovery_target", ""),
            Map.entry("recovery_target_lsn", ""),
            Map.entry("recovery_target_name", ""),
            Map.entry("recovery_target_time", ""),
            Map.entry("recovery_target_xid", ""),
            Map.entry("primary_conninfo", ""),
            Map.entry("primary_slot_name", ""),
            Map.entry("synchronous_standby_names", ""),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_logical_replication_workers", "0"),
            Map.entry("hot_standby", "off"),
            Map.entry("logging_collector", "off"),
            Map.entry("log_destination", "stderr"),
            Map.entry("cluster_name", "changeover-drill"));

    private static final String FUNCTIONS = """
            mark="$data.changeover-drill"
            copiers() {
              for file in $(grep -lzxF -e "--pgdata=$data" /proc/[0-9]*/cmdline 2>/dev/null); do
                file="${file%/cmdline}"
                { read -r comm; } 2>/dev/null < "$file/comm" || continue
                [ "$comm" != pg_basebackup ] || echo "${file#/proc/}"
              done
            }
            foreign() {
              [ -e "$data" ] && [ ! -f "$mark" ] || return 1
              echo "$data is there, and no drill has made it" >&2
            }
            discard() {
              left=1000
              while copying=$(copiers) && [ -n "$copying" ]; do
                kill $copying 2>/dev/null
                left=$((left - 1))
                [ "$left" -gt 0 ] || { echo "still copied by process $copying" >&2; return 68; }
                sleep 0.02
              done
              if server; then
                kill -QUIT "$pid"
                left=1000
                while alive "$pid"; do
                  left=$((left - 1))
                  [ "$left" -gt 0 ] || { echo "process $pid is still there" >&2; return 68; }
                  sleep 0.02
                done
              fi
              rm -rf "$data" || return 1
            }
            """;

    private CloneScripts() {}

    private static String definitions(Server clone) {
        return Scripts.definitions(clone) + FUNCTIONS;
    }

    /** Tells what is there: {@code none}, {@code foreign}, {@code half}, or {@code whole}, the run, and a report. */
    static String look(Server clone) {
        return definitions(clone) + """
                if [ ! -e "$data" ] && [ ! -e "$mark" ]; then echo none; exit 0; fi
                if foreign; then echo foreign; exit 0; fi
                whole= run=
                { read -r run; read -r whole; } 2>/dev/null < "$mark" || :
                if [ "$whole" != whole ] || [ ! -r "$data/global/pg_control" ]; then echo "half $run"; exit 0; fi
                echo "whole $run"
                history=$(ls "$data/pg_wal" 2>/dev/null | grep '\\.history$' | sort | tail -n 1)
                [ -z "$history" ] || echo "switched $(tail -n 1 "$data/pg_wal/$history")"
                case "$(sed -n 8p "$data/postmaster.pid" 2>/dev/null)" in ready*) echo ready ;; esac
                report
                """;
    }

    /** Kilobytes that a copy needs, and that are free where it is to be. */
    static String room(Server clone, Server from) {
        return definitions(clone) + "from=" + quote(from.files().data()) + "\n" + """
                [ -r "$from/global/pg_control" ] || { echo "cannot read $from as $(id -un)" >&2; exit 66; }
                [ -z "$(ls "$from/pg_tblspc")" ] || exit 73
                above="$data"
                while [ ! -d "$above" ]; do above=$(dirname "$above"); done
                need=$(du -sk "$from" 2>/dev/null | { read -r size rest; echo "$size"; })
                free=$(df -Pk "$above" | { read -r line; read -r a b c free e; echo "$free"; })
                echo "$need $free"
                """;
    }

    /**
     * Copies the standby side and makes the copy one that stands alone. The input is two lines: the passwords of the
     * login and of the user who replicates, empty for none.
     */
    static String copy(Server clone, Server from, String run) {
        String backup = clone.files().wrap() + " \"$bin/pg_basebackup\" \"--pgdata=$data\" -X stream -c fast -w";
        return definitions(clone)
                + Scripts.need("pg_basebackup")
                + "run=" + quote(run) + "\nfrom=" + quote(from.files().data()) + "\nuser="
                + quote(from.login().user()) + "\nport=" + from.login().port() + "\nconninfo="
                + quote(from.following().conninfo()) + "\n" + """
                IFS= read -r first
                IFS= read -r second
                foreign && exit 71
                umask 077
                mkdir -p "$(dirname "$data")" || exit 1
                mine() { [ "$(sed -n 3p "$mark" 2>/dev/null)" = "$$" ]; }
                printf '%%s\\npart\\n%%s\\n' "$run" "$$" > "$mark" || exit 1
                discard || exit $?
                socket=$(sed -n 5p "$from/postmaster.pid" 2>/dev/null)
                by_socket() {
                  [ -n "$socket" ] && mine && rm -rf "$data" || return 1
                  if [ -n "$first" ]; then export PGPASSWORD="$first"; else unset PGPASSWORD; fi
                  %1$s -h "$socket" -p "$port" -U "$user" 1>&2
                }
                by_address() {
                  if [ -n "$second" ]; then export PGPASSWORD="$second"; else unset PGPASSWORD; fi
                  %1$s -d "$conninfo" 1>&2
                }
                by_address || by_socket || { ! mine || rm -rf "$data"; exit 1; }
                unset PGPASSWORD
                mine || { echo "another attempt has taken over" >&2; exit 1; }
                auto="$data/postgresql.auto.conf"
                names='primary_conninfo|primary_slot_name|restore_command|archive_[a-z_]*|recovery_[a-z_]*'
                if [ -e "$auto" ]; then
                  grep -viE "^[[:space:]]*($names)[[:space:]]*[= ]" "$auto" > "$auto.part"
                  mv "$auto.part" "$auto" || exit 1
                fi
                rm -f "$data/standby.signal" && : > "$data/recovery.signal" || exit 1
                sync
                printf '%%s\\nwhole\\n' "$run" > "$mark.part" && mv "$mark.part" "$mark"
                """.formatted(backup);
    }

    /** Starts a clone and comes back without waiting for it. What is set here outweighs what its files say. */
    static String start(Server clone, String listen) {
        String options = APART.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> "-c %s=%s".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(" "));
        String own = String.join(
                " ",
                List.of(
                        "-c data_directory=" + clone.files().data(),
                        "-c port=" + clone.login().port(),
                        "-c listen_addresses=" + listen));
        return definitions(clone)
                + Scripts.need("pg_ctl")
                + "server && exit 0\nwrapped \"$bin/pg_ctl\" start -W -s -D \"$data\" -l "
                + quote(clone.files().log())
                + " -o "
                + quote(own + " " + options)
                + " </dev/null\n";
    }

    /** Removes the clone and what runs on it, and tells {@code gone}, or {@code none} where there was nothing. */
    static String discardAll(Server clone) {
        return definitions(clone) + """
                if [ ! -e "$data" ] && [ ! -e "$mark" ]; then echo none; exit 0; fi
                foreign && exit 71
                discard || exit $?
                rm -f "$mark" "$mark.part"
                [ ! -e "$data" ] && [ ! -e "$mark" ] && ! server && [ -z "$(copiers)" ] || exit 1
                echo gone
                """;
    }
}
