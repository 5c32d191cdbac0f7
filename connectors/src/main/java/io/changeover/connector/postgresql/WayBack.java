package io.changeover.connector.postgresql;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import java.time.Duration;

/** Whether the log can flow the other way after a move: the primary's host must reach the standby where it will follow it. */
final class WayBack {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int NO_ANSWER = 2;

    // pg_isready needs no login; where there is none, nothing is known.
    private static final String SCRIPT = """
            for p in %s/pg_isready pg_isready; do
              command -v "$p" >/dev/null 2>&1 && exec "$p" -t 5 -h %s -p %d
            done
            exit %d
            """;

    private WayBack() {}

    static void requireOpen(Server primary, Server standby, Context context)
            throws ConnectorException, InterruptedException {
        Server.Following goal = standby.following();
        String script = SCRIPT.formatted(
                Command.quote(primary.files().bin()), Command.quote(goal.address()), goal.port(), Scripts.NO_PROGRAM);
        CommandResult answer = context.shell(primary.host()).run(Command.script(script, LIMIT));
        String place = goal.address() + ":" + goal.port();
        if (answer.exitCode() == NO_ANSWER) {
            throw ConnectorException.transientFault(
                    "PG_WAY_BACK_CLOSED",
                    "%s: wanted host %s to reach it at %s, as it will follow it after a move, found no answer: %s"
                            .formatted(standby, primary.host().name(), place, answer.summary()));
        }
        boolean asked = answer.exitCode() == 0 || answer.exitCode() == 1;
        context.read("wayBack", asked ? place + " answers" : "not asked: no pg_isready");
    }
}
