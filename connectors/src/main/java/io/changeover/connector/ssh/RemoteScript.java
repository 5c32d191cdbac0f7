package io.changeover.connector.ssh;

import io.changeover.connector.spi.Command;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text that is sent to a host. It runs under {@code /bin/sh} whatever the login shell is, in a process group of its
 * own, and tells that group's id first, so that all of it can be told to end later. The login shell must understand
 * POSIX quoting.
 */
final class RemoteScript {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    // OpenSSH makes every command the leader of its group; where a server does not, setsid does, in the same process.
    // What the second shell is called tells which of the two it was.
    private static final String LAUNCH = "s= n=/bin/sh; kill -0 -$$ 2>/dev/null || { n=sh; "
            + "! command -v setsid >/dev/null 2>&1 || s=setsid; }; exec $s /bin/sh -c \"$1\" $n";

    // A process that has ended but was not yet waited for still answers to kill -0, so its state is read.
    private static final String END = """
            p=%d
            live() {
              [ -r /proc/self/stat ] || { kill -0 -$p 2>/dev/null; return; }
              for f in /proc/[0-9]*/stat; do
                read -r line 2>/dev/null <$f || continue
                set -- ${line##*) }
                [ "$3" = $p ] && [ "$1" != Z ] && [ "$1" != X ] && return 0
              done 2>/dev/null
              return 1
            }
            kill -TERM -$p 2>/dev/null || kill -TERM $p 2>/dev/null
            i=0
            while live; do
              i=$((i + 1))
              [ $i = 20 ] && kill -KILL -$p 2>/dev/null
              [ $i = 40 ] && { echo alive; exit; }
              sleep 0.05 2>/dev/null || sleep 1
            done
            echo gone
            """;

    private RemoteScript() {}

    /**
     * The command as one line for the login shell. It writes the token, its process id and a word to standard error
     * first; the word is {@code /bin/sh} where the server made it the leader of its group.
     *
     * @param leads whether the server is known to make every command the leader of its group, which saves a program
     */
    static String of(Command command, String token, boolean leads) {
        StringBuilder text = new StringBuilder("echo ").append(token).append(" $$ $0 >&2\n");
        if (command.input() == null) {
            text.append("exec </dev/null\n");
        }
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            if (!NAME.matcher(variable.getKey()).matches()) {
                throw new IllegalArgumentException("'" + variable.getKey() + "' is not a variable's name");
            }
            text.append("export ").append(variable.getKey()).append('=');
            text.append(Command.quote(variable.getValue())).append('\n');
        }
        text.append(command.script());
        String script = Command.quote(text.toString());
        return "exec /bin/sh -c " + (leads ? script : Command.quote(LAUNCH) + " sh " + script);
    }

    /** Tells a process group to end, then makes it; answers {@code gone} or {@code alive} within some seconds. */
    static String end(long process) {
        return "exec /bin/sh -c " + Command.quote(END.formatted(process));
    }
}
