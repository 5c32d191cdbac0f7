package io.changeover.connector.rsync;

import static io.changeover.connector.spi.Command.quote;

/** Shell text for the hosts. All of it is POSIX sh. */
final class Scripts {
    /** How many differing files are named. */
    static final int NAMED = 20;

    /** How many copied files are told one by one, to be read back. */
    static final int TOLD = 2_000;

    /** How the file is named by which a folder is tried; the watch does that while a run compares both sides. */
    static final String TRY = ".changeover-try-";

    private static final String LOOK = """
            folder() {
              if [ ! -d "$path" ]; then
                if [ -e "$path" ]; then echo "not a folder"; else echo "no such folder"; fi
                return
              fi
              if ! cd "$path" 2>/dev/null || [ ! -r "$path" ]; then echo "not readable by $(id -un)"; return; fi
              case "$want" in *w*)
                [ -w "$path" ] || {
                  file=$(mktemp "$path/${try}XXXXXX" 2>&1) && rm -f "$file"
                  echo "not writable by $(id -un): ${file##*: }"; return; } ;;
              esac
              case "$want" in *t*)
                file=$(mktemp "$path/${try}XXXXXX" 2>&1) || { echo "not writable: $file"; return; }
                rm -f "$file" ;;
              esac
              case "$want" in *s*)
                [ -d "$state" ] || error=$(mkdir -p -m 700 "$state" 2>&1) || { echo "no folder for the marker: $error"; return; }
                [ -w "$state" ] || echo "$state is not writable by $(id -un)" ;;
              esac
            }
            echo "trouble $(folder)"
            cd "$path" 2>/dev/null && echo "physical $(pwd -P)"
            case "$want" in *e*)
              [ -n "$(find "$path" -mindepth 1 -maxdepth 1 ! -name "$try*" -print -quit 2>/dev/null)" ] || echo "empty yes" ;;
            esac
            case "$want" in *r*) df -Pk "$path" 2>/dev/null | { read -r line; read -r a b c free e; echo "room $free"; } ;; esac
            case "$want" in *v*) set -- $(rsync --version 2>/dev/null); echo "rsync ${3:-none}" ;; esac
            case "$want" in *c*) echo "clock $(date '+%s %N')" ;; esac
            if [ -d "$state" ] && [ ! -x "$state" ] || { [ -e "$state/marker" ] && [ ! -r "$state/marker" ]; }; then
              echo "marker.unreadable by $(id -un)"
            elif [ -e "$state/marker" ]; then
              echo "marker.file $state/marker"
              while read -r key value; do echo "marker.$key $value"; done < "$state/marker"
            fi
            if [ -d "$state/partial" ]; then set -- "$state/partial"/* "$state/partial"/.[!.]*; i=0
              for file; do [ -e "$file" ] && i=$((i + 1)); done; echo "partial $i"; fi
            echo end
            """;

    // Time stamps of folders and of links are left out: they tell nothing that the rest does not.
    private static final String COUNT = """
            /^= / {
              code = substr($0, 3, 11); rest = substr($0, 15); size = rest; sub(/ .*/, "", size)
              name = substr(rest, length(size) + 2); kind = ""
              if (code ~ /^\\*/) { deleted++; kind = "to be deleted" }
              else if (code ~ /^[<>]/) {
                files++; bytes += size; kind = code ~ /\\+/ ? "missing" : "differs"
                if (files <= told) print "=sent " size " " name
              }
              else if (code ~ /^[ch]/) { others++; kind = code ~ /\\+/ ? "missing" : "differs" }
              else if (code !~ /^\\.[dL]\\.\\.t[. ]*$/) { others++; kind = "attributes" }
              if (kind != "" && ++shown <= named) print "=name " name " (" kind ")"
              next
            }
            /^=exit / { code = $2 }
            { print }
            END { printf "=files %.0f\\n=bytes %.0f\\n=others %.0f\\n=deleted %.0f\\n", files, bytes, others, deleted; exit code }
            """;

    private Scripts() {}

    /**
     * Looks at one side and changes nothing but what is asked for.
     *
     * @param want letters: {@code w} the folder must be writable, {@code t} try it with a file, {@code s} make the
     *     state folder, {@code e} tell whether it is empty, {@code r} the room, {@code v} the version, {@code c} the clock
     */
    static String look(Side side, String want) {
        return places(side) + "try=" + TRY + "\nwant=" + quote(want) + "\n" + LOOK;
    }

    private static String places(Side side) {
        return "export LC_ALL=C\ncd /\npath=" + quote(side.path()) + "\nstate=" + quote(side.state()) + "\n";
    }

    /** How many bytes the pass to that standby has written so far, on the host that runs rsync; nothing if not known. */
    static String written(Side standby) {
        return "for one in $(grep -lzxsF -e " + quote("--partial-dir=" + standby.partial())
                + " /proc/[0-9]*/cmdline); do sed -n 's/^wchar: //p' \"${one%/cmdline}/io\"; done 2>/dev/null"
                + " | sort -n | tail -n 1\n";
    }

    /** Runs rsync and counts what it tells, so that a million names do not travel. Ends with its exit code. */
    static String pass(String rsync, int told) {
        return "export LC_ALL=C\ncd /\n{ " + rsync + "; echo \"=exit $?\"; } | awk -v named=" + NAMED + " -v told="
                + told + " " + quote(COUNT);
    }

    /**
     * The same on the standby's own host, which then does as {@link #mark} does.
     *
     * @param done the exit codes of a complete pass, as a pattern of the shell
     */
    static String passAndMark(String rsync, int told, String done, Side side, Marker marker) {
        return "said=$(" + pass(rsync, told) + ")\ncode=$?\nprintf '%s\\n' \"$said\"\n"
                + "case $code in " + done + ") ;; *) exit $code ;; esac\n"
                + marking(side, marker)
                + "printf '%s\\n' \"$said\" | sed -n -e '/\\\\#/d' -e 's/^=sent [0-9]* //p' | sizes\n";
    }

    /** Writes the marker and reads it back, and tells the sizes of the files that the standard input names. */
    static String mark(Side side, Marker marker) {
        return marking(side, marker) + "sizes\n";
    }

    private static String marking(Side side, Marker marker) {
        return places(side) + "marker=" + quote(marker.text()) + """

                umask 077
                [ -d "$state" ] || mkdir -p "$state" || exit 1
                temporary="$state/marker.$$"
                printf %s "$marker" > "$temporary" && mv -f "$temporary" "$state/marker" || exit 1
                while read -r key value; do echo "marker.$key $value"; done < "$state/marker"
                cd "$path" || exit 1
                sizes() { tr '\\n' '\\0' | xargs -0 -r stat -c 'size %s %n' --; }
                """;
    }

    /** Sums up a folder of kept files, and leaves the sums in it. */
    static String kept(String folder) {
        return "export LC_ALL=C\nfolder=" + quote(folder) + """

                [ -d "$folder" ] || exit 0
                cd "$folder" || exit 1
                sums=$(find . -type f ! -path ./SHA256SUMS -exec sha256sum {} +) || exit 1
                [ -n "$sums" ] || exit 0
                printf '%s\\n' "$sums" > SHA256SUMS && sync || exit 1
                find . -type f ! -path ./SHA256SUMS -exec stat -c %s {} + | awk '{ n++; s += $1 } END { printf "kept %.0f %.0f ", n, s }'
                sha256sum < SHA256SUMS
                """;
    }

    /** Removes the pieces that a broken copy left behind. */
    static String tidy(Side side) {
        return places(side) + "rm -rf \"$state/partial\"\n";
    }

    /** The script as that user, however the login got here. */
    static String as(String user, String script) {
        String words = quote(user) + " -- sh -c " + quote(script);
        return "if [ \"$(id -un)\" = " + quote(user) + " ]; then exec sh -c " + quote(script) + "; fi\n"
                + "if [ \"$(id -u)\" = 0 ]; then exec runuser -u " + words + "; fi\nexec sudo -n -u " + words + "\n";
    }
}
