package io.changeover.connector.rsync;

import static io.changeover.connector.spi.Command.quote;

/**
 * Shell text for clones. What is made is written down beside it first, so that whatever a killed run has left is found,
 * and nothing else is ever removed.
 */
final class CloneScripts {
    /** Exit code: there is something that no drill has made. */
    static final int FOREIGN = 71;

    /** Exit code: there is not enough room. */
    static final int NO_ROOM = 72;

    private static final String FUNCTIONS = """
            export LC_ALL=C
            cd /
            mark="$path.changeover-drill"
            copiers() {
              for file in $(grep -lzxF -e "$path/." /proc/[0-9]*/cmdline 2>/dev/null); do
                file="${file%/cmdline}"
                { read -r comm; } 2>/dev/null < "$file/comm" || continue
                [ "$comm" != cp ] || echo "${file#/proc/}"
              done
            }
            remove() {
              left=1000
              while copying=$(copiers) && [ -n "$copying" ]; do
                kill $copying 2>/dev/null
                left=$((left - 1))
                [ "$left" -gt 0 ] || { echo "still copied by process $copying" >&2; return 1; }
                sleep 0.02
              done
              rm -rf "$path"
            }
            if [ -e "$path" ] && [ ! -f "$mark" ]; then
              echo "$path is there, and no drill has made it" >&2
              exit 71
            fi
            """;

    private CloneScripts() {}

    private static String definitions(Side clone) {
        return "path=" + quote(clone.path()) + "\ntry=" + Scripts.TRY + "\n" + FUNCTIONS;
    }

    /** Copies the folder, compares the copy, and tells {@code state}, {@code size} and {@code free}. */
    static String copy(Side clone, Side from, String run, boolean dryRun) {
        return definitions(clone) + "from=" + quote(from.path()) + "\nrun=" + quote(run) + "\ndry=" + dryRun + "\n"
                + """
                size=$(du -sk "$from" | { read -r size rest; echo "$size"; })
                above="$path"
                while [ ! -d "$above" ]; do above=$(dirname "$above"); done
                free=$(df -Pk "$above" | { read -r line; read -r a b c free e; echo "$free"; })
                echo "size $size"
                echo "free $free"
                whole= made=
                { read -r made; read -r whole; } 2>/dev/null < "$mark" || :
                if [ -d "$path" ] && [ "$made" = "$run" ] && [ "$whole" = whole ]; then echo "state there"; exit 0; fi
                [ "$free" -gt "$((size + 16384))" ] || { echo "$size kB wanted, $free kB free" >&2; exit 72; }
                if [ "$dry" = true ]; then echo "state wanted"; exit 0; fi
                mkdir -p "$(dirname "$path")" || exit 1
                ( umask 077; printf '%s\\npart\\n' "$run" > "$mark" ) || exit 1
                remove && mkdir -m 700 "$path" || exit 1
                # The file by which the watch tries the folder may be gone half-way, once.
                copy() { cp -a --reflink=auto -- "$from/." "$path/."; }
                copy || copy || exit 1
                rm -f "$path/$try"*
                differing=$(rsync -aHn -i --omit-dir-times --delete --exclude="/$try*" "$from/" "$path/" | head -n 3) || exit 1
                [ -z "$differing" ] || { echo "the copy differs: $differing" >&2; exit 1; }
                printf '%s\\nwhole\\n' "$run" > "$mark.part" && mv "$mark.part" "$mark" || exit 1
                echo "state copied"
                """;
    }

    /** Removes it, and tells {@code state}: {@code none}, {@code gone}, or {@code there} in a dry run. */
    static String discard(Side clone, boolean dryRun) {
        return definitions(clone) + "dry=" + dryRun + "\n" + """
                if [ ! -e "$path" ] && [ ! -e "$mark" ]; then echo "state none"; exit 0; fi
                if [ "$dry" = true ]; then echo "state there"; exit 0; fi
                remove || exit 1
                rm -f "$mark" "$mark.part"
                [ ! -e "$path" ] && [ ! -e "$mark" ] || exit 1
                echo "state gone"
                """;
    }
}
