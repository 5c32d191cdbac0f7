package io.changeover.connector.postgresql;

import static io.changeover.connector.spi.Command.quote;

/** Shell text for a database host. All of it is POSIX sh and run as the user who owns the data. */
final class Scripts {
    /** Exit code: the data directory is not there or may not be read. */
    static final int NO_DATA = 66;

    /** Exit code: a program of the server is not there. */
    static final int NO_PROGRAM = 67;

    /** Exit code: the server still ran when the time was up. */
    static final int STILL_RUNNING = 68;

    /** What the functions below give: the pid of the running server, told from zombies and from reused pids. */
    private static final String FUNCTIONS = """
            export LC_ALL=C
            cd /
            wrapped() { %1$s "$@"; }
            alive() {
              if [ -d /proc/self ]; then
                { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
                stat="${stat##*) }"
              else
                stat=$(ps -o stat= -p "$1" 2>/dev/null) || return 1
              fi
              case "$stat" in Z*|X*) return 1 ;; esac
            }
            ours() {
              [ -d /proc/self ] || return 0
              there=$(readlink "/proc/$1/cwd" 2>/dev/null) || there=
              if [ -n "$there" ]; then
                [ "$there" = "$data" ] && return 0
                [ "$there" = "$(cd "$data" && pwd -P)" ]
                return
              fi
              { read -r comm < "/proc/$1/comm"; } 2>/dev/null || return 1
              case "$comm" in postgres*|postmaster*) return 0 ;; esac
              return 1
            }
            server() {
              pid= port=
              [ -f "$data/postmaster.pid" ] || return 1
              { read -r pid; read -r line; read -r line; read -r port; } < "$data/postmaster.pid" 2>/dev/null || :
              pid="${pid#-}"
              case "$pid" in ''|*[!0-9]*) return 1 ;; esac
              alive "$pid" && ours "$pid"
            }
            control() {
              if [ -x "$bin/pg_controldata" ]; then
                wrapped "$bin/pg_controldata" -D "$data" || exit 66
              else
                echo "hex:"
                od -An -v -tx1 -N %2$d "$data/global/pg_control" || exit 66
              fi
            }
            report() {
              signal=none
              [ -e "$data/standby.signal" ] && signal=standby
              if server; then echo "running ${port:-0} $signal"; else echo "stopped 0 $signal"; fi
              control
            }
            """;

    private static final String DATA_THERE =
            "[ -r \"$data/global/pg_control\" ] || { echo \"cannot read $data/global/pg_control as $(id -un)\" >&2;"
                    + " exit 66; }\n";

    private Scripts() {}

    /** Definitions, without a look at the data. */
    static String definitions(Server server) {
        Server.Files files = server.files();
        return "data=" + quote(files.data()) + "\nbin=" + quote(files.bin()) + "\n"
                + FUNCTIONS.formatted(files.wrap(), ControlData.LENGTH);
    }

    /** Tells whether a server runs, and what the control data say. */
    static String probe(Server server) {
        return definitions(server) + DATA_THERE + "report\n";
    }

    /** Names the processes that work in the data directory, whether or not a server is said to run. */
    static String left(Server server) {
        return definitions(server) + """
                [ -d /proc/self ] || exit 0
                for entry in /proc/[0-9]*; do
                  [ "$entry/cwd" -ef "$data" ] && alive "${entry#/proc/}" && echo "${entry#/proc/}"
                done
                :
                """;
    }

    /** Ends the server in good order and waits, looking every few milliseconds, for its process to be gone. */
    static String stop(Server server, long seconds) {
        return definitions(server) + DATA_THERE + """
                if server; then
                  kill -INT "$pid" || exit 1
                  left=%d
                  while alive "$pid"; do
                    left=$((left - 1))
                    [ "$left" -gt 0 ] || { echo "process $pid is still there" >&2; exit 68; }
                    sleep 0.005
                  done
                fi
                report
                """.formatted(seconds * 150);
    }

    /** Starts the server and comes back without waiting for it to answer. */
    static String start(Server server) {
        return definitions(server)
                + DATA_THERE
                + need("pg_ctl")
                + "server && exit 0\nwrapped \"$bin/pg_ctl\" start -W -s -D \"$data\" -l "
                + quote(server.files().log()) + " </dev/null\n";
    }

    /** Ends with {@link #NO_PROGRAM} where a program is missing. */
    static String need(String program) {
        return "[ -x \"$bin/" + program + "\" ] || { echo \"no program $bin/" + program + "\" >&2; exit 67; }\n";
    }

    /** The last lines of what the server said while it started. */
    static String log(Server server) {
        return "tail -n 8 " + quote(server.files().log()) + " 2>/dev/null\n:\n";
    }

    /** Wraps a script so that it runs as that user, however the login got here, with as few processes as can be. */
    static String as(String user, String script) {
        String name = quote(user);
        String shell = "sh -c " + quote(script);
        return "me=$(id -un)\n"
                + "if [ \"$me\" != " + name + " ]; then\n"
                + "if [ \"$me\" != root ]; then exec sudo -n -u " + name + " -- " + shell + "; fi\n"
                + "group=$(id -g " + name + ") || exit 69\n"
                + "if command -v setpriv >/dev/null; then\n"
                + "exec setpriv --reuid=" + name + " --regid=\"$group\" --init-groups " + shell + "\n"
                + "else exec runuser -u " + name + " -- " + shell + "; fi\n"
                + "fi\n"
                + script;
    }

    /** Starts or stops a unit of systemd. */
    static String systemctl(String verb, String unit) {
        String words = "systemctl " + verb + " " + quote(unit);
        return "if [ \"$(id -u)\" = 0 ]; then exec " + words + "; else exec sudo -n " + words + "; fi\n";
    }
}
