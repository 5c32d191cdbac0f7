package io.changeover.connector.postgresql;

import static io.changeover.connector.spi.Command.quote;

import java.util.List;

/** Shell text that saves what a stopped data directory holds, by a server that nobody else can reach or write to. */
final class KeepScripts {
    /** Exit code: the folder has no room for a dump. */
    static final int NO_ROOM = 71;

    /** In the command line of such a server, so that one that was left behind is recognised. */
    private static final String MARK = "changeover-isolated";

    /** Socket only, in a folder of its own; read only; nothing of the configuration can make it reach out. */
    private static final String OPTIONS =
            "-p $own -c listen_addresses='' -c unix_socket_directories='$run' -c unix_socket_permissions=0700"
                    + " -c unix_socket_group='' -c hba_file='$run/hba' -c ssl=off -c default_transaction_read_only=on"
                    + " -c archive_mode=off -c autovacuum=off -c wal_keep_size=1000000"
                    + " -c max_logical_replication_workers=0 -c synchronous_standby_names='' -c primary_conninfo=''"
                    + " -c restore_command='' -c external_pid_file='' -c logging_collector=off"
                    + " -c cron.launch_active_jobs=off";

    private static final String BEGIN = """
            umask 077
            mkdir -p "$keep" || exit 1
            told() {
              cd "$1" || exit 1
              echo "folder $1"
              [ -z "$2" ] || echo "earlier yes"
              echo "position $(cat position)"
              echo "bytes $(cat -- * | wc -c | tr -d ' ')"
              echo "sha256 $(sha256sum < SHA256SUMS | cut -d ' ' -f 1)"
            }
            checkpoint() { wrapped "$bin/pg_controldata" -D "$data" | sed -n 's/^Latest checkpoint location: *//p'; }
            if [ "$clean" = yes ]; then
              now=$(checkpoint)
              for entry in "$keep"/timeline-*/; do
                [ -e "$entry/SHA256SUMS" ] && [ "$(cat "$entry/checkpoint")" = "$now" ] || continue
                (cd "$entry" && sha256sum --quiet --check SHA256SUMS >&2) || continue
                told "${entry%/}" earlier
                exit 0
              done
            fi
            part="$keep/.part"
            rm -rf "$part"
            mkdir "$part" || exit 1
            """;

    private static final String START = """
            up=
            run=$(mktemp -d "/tmp/%s-XXXXXX") || exit 1
            end() {
              code=$?
              [ -z "$up" ] || wrapped "$bin/pg_ctl" stop -w -s -t 60 -m fast -D "$data" >&2
              rm -rf "$run" "$part"
              exit $code
            }
            trap end EXIT
            trap 'exit 1' HUP INT TERM
            echo 'local all all trust' > "$run/hba"
            options="%s"
            if [ ! -e "$data/postgresql.conf" ]; then
              : > "$run/postgresql.conf"
              options="$options -c config_file='$run/postgresql.conf'"
            fi
            up=yes
            wrapped "$bin/pg_ctl" start -w -s -t $seconds -D "$data" -l "$run/log" -o "$options" </dev/null >&2 || {
              tail -n 5 "$run/log" >&2
              exit 1
            }
            export PGTZ=UTC PGDATESTYLE=ISO
            ask() { wrapped "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$run" -p $own -U "$user" -d "$database" -c "$1" </dev/null; }
            """;

    private static final String DUMP = """
            all="from pg_database where datallowconn and not datistemplate"
            needed=$(ask "select coalesce(sum(pg_database_size(oid)), 0)::bigint / 1024 $all") || exit 1
            free=$(df -Pk "$keep" | awk 'END { print $4 }')
            [ "$free" -gt "$needed" ] || { echo "$keep has $free KiB free, the databases have $needed KiB" >&2; exit 71; }
            ask "select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end" \\
              > "$part/position" || exit 1
            wrapped "$bin/pg_dumpall" --globals-only --no-role-passwords -h "$run" -p $own -U "$user" -l "$database" \\
              -f "$part/globals.sql" </dev/null >&2 || exit 1
            ask "select datname $all order by 1" > "$run/names" || exit 1
            while IFS= read -r name; do
              case "$name" in
                *[!A-Za-z0-9_-]*) file="database-$(printf %s "$name" | cksum | cut -d ' ' -f 1)" ;;
                *) file="$name" ;;
              esac
              wrapped "$bin/pg_dump" -Fc -h "$run" -p $own -U "$user" -d "$name" -f "$part/$file.dump" </dev/null >&2 || exit 1
            done < "$run/names"
            """;

    private static final String FINISH = """
            wrapped "$bin/pg_ctl" stop -w -s -t 60 -m fast -D "$data" >&2 || exit 1
            up=
            checkpoint > "$part/checkpoint"
            [ -s "$part/checkpoint" ] || { echo "no checkpoint in the control data" >&2; exit 1; }
            printf '%s\\nposition %s\\n' "$note" "$(cat "$part/position")" > "$part/note.txt"
            (cd "$part" && sha256sum -- *) > "$run/sums" && cp "$run/sums" "$part/SHA256SUMS" || exit 1
            final="$keep/$name_of-$(date -u +%Y%m%dT%H%M%SZ)"
            [ ! -e "$final" ] && sync && mv "$part" "$final" && sync || exit 1
            told "$final" ''
            """;

    private KeepScripts() {}

    /** What was left behind by a server of this kind that was cut short. */
    static String mend() {
        return "if server && grep -q " + MARK + " \"$data/postmaster.opts\" 2>/dev/null; then\n"
                + "kill -INT \"$pid\"; left=6000\n"
                + "while alive \"$pid\" && [ $left -gt 0 ]; do left=$((left - 1)); sleep 0.01; done\nfi\n";
    }

    /** Where the log of a server comes from; nothing on the first timeline. */
    static String history(Server server, int timeline) {
        return Scripts.definitions(server) + "cat \"$data/pg_wal/%08X.history\" 2>/dev/null\n:\n".formatted(timeline);
    }

    /** Counts the transactions that were committed after a place in the log, or says {@code unknown}. */
    static String commits(Server server, int timeline, Lsn fork) {
        return Scripts.definitions(server)
                + "[ -x \"$bin/pg_waldump\" ] || { echo unknown: no pg_waldump; exit 0; }\n"
                + "{ wrapped \"$bin/pg_waldump\" -p \"$data/pg_wal\" -r Transaction -t " + timeline + " -s "
                + quote(fork.toString()) + " | grep -c 'desc: COMMIT'; } 2>&1\n:\n";
    }

    /**
     * Saves all databases, and the rows that queries give, into a new folder; or finds that this was done.
     *
     * @param clean whether the control data can tell that nothing was written since
     */
    static String save(Server server, boolean clean, String name, String note, long seconds, List<String> queries) {
        StringBuilder text = new StringBuilder(Scripts.definitions(server));
        for (String program : List.of("pg_ctl", "psql", "pg_dump", "pg_dumpall", "pg_controldata")) {
            text.append(Scripts.need(program));
        }
        text.append(Rejoin.STOPPED)
                .append("keep=" + quote(server.files().keep()) + "\nclean=" + (clean ? "yes" : "no") + "\n")
                .append("own=" + server.login().port() + "\nuser="
                        + quote(server.login().user()) + "\n")
                .append("database=" + quote(server.login().database()) + "\nseconds=" + seconds + "\n")
                .append("name_of=" + quote(name) + "\nnote=" + quote(note) + "\n")
                .append(BEGIN)
                .append(START.formatted(MARK, OPTIONS))
                .append(DUMP);
        for (int i = 0; i < queries.size(); i++) {
            String file = "\"$part/" + rows(i) + "\"";
            text.append("ask " + quote("copy (" + queries.get(i) + ") to stdout") + " > " + file
                    + " 2> \"$run/error\" || mv \"$run/error\" " + file + ".error\n");
        }
        return text.append(FINISH).toString();
    }

    /** The file with the rows of a query. */
    static String rows(int query) {
        return "query-" + (query + 1) + ".tsv";
    }

    /** Tells the rows of a query, or why there are none. */
    static String read(String folder, int query) {
        String file = quote(folder + "/" + rows(query));
        return "if [ -e " + file + ".error ]; then cat " + file + ".error >&2; exit 1; fi\nexec cat " + file + "\n";
    }
}
