package io.changeover.connector.postgresql;

import static io.changeover.connector.spi.Command.quote;

import org.jspecify.annotations.Nullable;

/**
 * Shell text that turns a stopped data directory into that of a standby. Each of these may be run again after it was
 * cut short. The first line of their input is the replication password, empty for none; the lines after it are the
 * settings for {@code postgresql.auto.conf}.
 */
final class Rejoin {
    /** Keeps what is the server's own: {@code pg_rewind} and a base backup bring the other server's files. */
    private static final String KEEP = """
            keep="$data.changeover-keep"
            if [ ! -d "$keep" ]; then
              rm -rf "$keep.part"
              mkdir -m 700 "$keep.part" || exit 1
              for file in "$data"/*.conf "$data"/*.crt "$data"/*.key "$data"/*.pem "$data"/conf.d; do
                [ ! -e "$file" ] || cp -pPR "$file" "$keep.part/" || exit 1
              done
              mv "$keep.part" "$keep" || exit 1
            fi
            """;

    /** Puts it into the directory named by {@code $into} and makes that a standby's. */
    private static final String CONFIGURE = """
            auto="$into/postgresql.auto.conf"
            [ -e "$auto" ] || : > "$auto" || exit 1
            names='primary_conninfo|primary_slot_name|recovery_target_timeline'
            { grep -viE "^[[:space:]]*($names)[[:space:]]*[= ]" "$auto"; printf '%s\\n' "$lines"; } > "$auto.part" || exit 1
            chmod 600 "$auto.part" && mv "$auto.part" "$auto" && : > "$into/standby.signal" || exit 1
            rm -f "$into/recovery.signal"
            sync
            """;

    private static final String INPUT = """
            IFS= read -r PGPASSWORD
            lines=$(cat)
            [ -z "$PGPASSWORD" ] && unset PGPASSWORD || export PGPASSWORD
            """;

    static final String STOPPED = "if server; then echo \"process $pid runs on it\" >&2; exit 1; fi\n";

    private Rejoin() {}

    /** Ends what an earlier attempt left half done: a swap of directories, or a server that only served a dump. */
    static String mend(Server server) {
        return Scripts.definitions(server) + KeepScripts.mend() + """
                if [ ! -e "$data" ] && [ -d "$data.changeover-old" ]; then mv "$data.changeover-old" "$data" || exit 1; fi
                """;
    }

    /** Follow, with the data as they are. */
    static String follow(Server server) {
        return Scripts.definitions(server) + INPUT + STOPPED + """
                into="$data"
                keep="$data.changeover-keep"
                [ ! -d "$keep" ] || { cp -pPR "$keep"/. "$data"/ && rm -rf "$keep"; } || exit 1
                """ + CONFIGURE;
    }

    /** Throw away what the primary does not have, then follow. */
    static String rewind(Server server, Server primary) {
        return Scripts.definitions(server)
                + INPUT
                + Scripts.need("pg_rewind")
                + STOPPED
                + KEEP
                + "wrapped \"$bin/pg_rewind\" -D \"$data\" --source-server="
                + quote(primary.conninfo())
                + " 1>&2 || exit 1\n"
                + "into=\"$data\"\ncp -pPR \"$keep\"/. \"$data\"/ || exit 1\n"
                + CONFIGURE
                + "rm -rf \"$keep\"\n";
    }

    /** Copy everything anew beside the old data, and swap only when that is complete. */
    static String rebuild(Server server, Server primary, @Nullable String slot) {
        return Scripts.definitions(server)
                + INPUT
                + Scripts.need("pg_basebackup")
                + STOPPED
                + KEEP
                + "into=\"$data.changeover-new\"\nrm -rf \"$into\"\n"
                + "wrapped \"$bin/pg_basebackup\" -D \"$into\" -X stream -c fast -w"
                + (slot == null ? "" : " -S " + quote(slot))
                + " -d "
                + quote(primary.following().conninfo())
                + " 1>&2 || { rm -rf \"$into\"; exit 1; }\n"
                + "cp -pPR \"$keep\"/. \"$into\"/ || exit 1\n"
                + CONFIGURE
                + """
                rm -rf "$data.changeover-old"
                mv "$data" "$data.changeover-old" && mv "$into" "$data" || exit 1
                rm -rf "$keep"
                """;
    }

    /** Gives back the space of the replaced data, once the new ones are known to be good. */
    static String sweep(Server server) {
        return Scripts.definitions(server) + "rm -rf \"$data.changeover-old\"\n";
    }
}
