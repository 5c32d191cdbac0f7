package io.changeover.connector.systemd;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import java.time.Duration;
import java.util.Set;

/** Runs {@code systemctl} for one unit on the target's host. Never asks for a password or a terminal. */
final class Systemctl {
    private static final Duration READING = Duration.ofSeconds(15);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final Request request;
    private final Context context;
    private final String unit;
    private final String program;

    Systemctl(Request request, Context context) {
        this.request = request;
        this.context = context;
        Settings settings = request.settings();
        this.unit = settings.text("unit");
        String sudo = settings.flag("sudo", false) ? "sudo -n " : "";
        // A login without a desktop has no XDG_RUNTIME_DIR, by which systemctl finds the user's manager.
        String user = "XDG_RUNTIME_DIR=\"${XDG_RUNTIME_DIR:-/run/user/$(id -u)}\" ";
        boolean own = settings.text("scope", "system").equals("user");
        this.program = own ? user + "systemctl --user" : sudo + "systemctl";
    }

    /** How messages name the unit. */
    String place() throws ConnectorException {
        return "%s (unit %s on %s)"
                .formatted(request.target(), unit, request.target().requiredHost());
    }

    /** Reads the unit. */
    UnitState state() throws ConnectorException, InterruptedException {
        CommandResult answer = run(" show --no-pager -p ActiveState,SubState,LoadState,Result -- ", READING);
        UnitState state = UnitState.parse(answer.output());
        if (answer.exitCode() != 0 || state.known().isEmpty()) {
            String message = "%s: wanted its ActiveState, found exit %d (%s)"
                    .formatted(place(), answer.exitCode(), answer.summary());
            throw answer.exitCode() == 127
                    ? ConnectorException.permanent("SERVICE_STATE_UNREADABLE", message)
                    : ConnectorException.transientFault("SERVICE_STATE_UNREADABLE", message);
        }
        if (state.missing()) {
            throw ConnectorException.permanent(
                    "SERVICE_UNKNOWN", "%s: wanted a unit of that name, found none".formatted(place()));
        }
        context.read("state", state.phase().word());
        context.read("unit", state.toString());
        return state;
    }

    /** Reads the unit until it is in none of these phases, or the time is over. */
    UnitState settled(Set<Phase> passing) throws ConnectorException, InterruptedException {
        Duration wait = FIRST_WAIT;
        UnitState state = state();
        while (passing.contains(state.phase()) && context.remaining().compareTo(wait) > 0) {
            context.pause(wait);
            state = state();
            Duration longer = wait.multipliedBy(2);
            wait = longer.compareTo(LAST_WAIT) < 0 ? longer : LAST_WAIT;
        }
        return state;
    }

    /** Asks systemd for the change and waits for its job. The answer is a hint. */
    CommandResult act(boolean reset, String verb) throws ConnectorException, InterruptedException {
        if (reset) {
            run(" reset-failed --no-ask-password -- ", READING);
        }
        CommandResult answer = run(" " + verb + " --no-ask-password -- ", context.remaining());
        context.read(verb, "exit " + answer.exitCode());
        if (!answer.summary().isEmpty()) {
            context.output(answer.summary() + "\n");
        }
        return answer;
    }

    Result described(Result result, Phase phase) {
        return result.with("state", phase.word());
    }

    private CommandResult run(String arguments, Duration limit) throws ConnectorException, InterruptedException {
        Duration left = context.remaining();
        Duration least = limit.compareTo(left) < 0 ? limit : left;
        if (least.isZero()) {
            throw ConnectorException.transientFault(
                    "SERVICE_STATE_UNREADABLE", "%s: wanted to ask systemctl, found no time left".formatted(place()));
        }
        String script = program + arguments + Command.quote(unit);
        return context.shell(request.target().requiredHost())
                .run(Command.script(script, least).with(request.environment()));
    }
}
