package io.changeover.connector.command;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the commands that a request's settings name, on the target's host. */
final class Commands {
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final Request request;
    private final Context context;

    Commands(Request request, Context context) {
        this.request = request;
        this.context = context;
    }

    Request request() {
        return request;
    }

    Context context() {
        return context;
    }

    /** How messages name the target. */
    String place() throws ConnectorException {
        return "%s on %s".formatted(request.target(), request.target().requiredHost());
    }

    /** Runs the command under that name, whatever it answers. */
    Answer run(String setting) throws ConnectorException, InterruptedException {
        return run(setting, text(setting));
    }

    /** The command under that name. */
    String text(String setting) {
        return request.settings().text(setting);
    }

    /** Runs a text, whatever it answers. */
    Answer run(String what, String text) throws ConnectorException, InterruptedException {
        Settings settings = request.settings();
        Map<String, String> environment = new LinkedHashMap<>(settings.map("environment"));
        environment.putAll(request.environment());
        Duration own = settings.duration("timeout", USUAL);
        Duration left = context.remaining();
        Duration limit = own.compareTo(left) < 0 ? own : left;
        if (limit.isZero()) {
            throw ConnectorException.transientFault(
                    "COMMAND_NOT_RUN", "%s: wanted to run '%s', found no time left".formatted(place(), what));
        }
        String script =
                settings.find("runAs").map(user -> as(user, environment, text)).orElse(text);
        CommandResult result = context.shell(request.target().requiredHost())
                .run(Command.script(script, limit).with(environment));
        return new Answer(result.exitCode(), result.output(), result.error());
    }

    /** Runs the command that changes something, and keeps what it said. */
    Answer act(String setting) throws ConnectorException, InterruptedException {
        Answer answer = run(setting);
        keep(setting, answer);
        return answer;
    }

    /** Keeps what a command that changes something said. */
    void keep(String setting, Answer answer) {
        context.read(setting, "exit " + answer.exitCode());
        if (!answer.summary().isEmpty()) {
            context.output(answer.summary() + "\n");
        }
    }

    // sudo drops the environment, so it is set again inside.
    private static String as(String user, Map<String, String> environment, String script) {
        StringBuilder inner = new StringBuilder();
        environment.forEach((name, value) -> inner.append("export ")
                .append(name)
                .append('=')
                .append(Command.quote(value))
                .append('\n'));
        String words = Command.quote(user) + " -- /bin/sh -c " + Command.quote(inner + script);
        return "if [ \"$(id -u)\" = 0 ]; then exec runuser -u " + words + "; else exec sudo -n -u " + words + "; fi";
    }

    /** Reads until the wanted state is read, at first often, then once a second, while time is left. */
    <T> T readUntil(T wanted, Read<T> read) throws ConnectorException, InterruptedException {
        return readUntil(wanted, read.now(), read);
    }

    /** The same after a first reading. */
    <T> T readUntil(T wanted, T first, Read<T> read) throws ConnectorException, InterruptedException {
        Duration wait = FIRST_WAIT;
        T found = first;
        while (!found.equals(wanted) && context.remaining().compareTo(wait) > 0) {
            context.pause(wait);
            found = read.now();
            Duration longer = wait.multipliedBy(2);
            wait = longer.compareTo(LAST_WAIT) < 0 ? longer : LAST_WAIT;
        }
        return found;
    }

    /** Reads one state. */
    interface Read<T> {
        T now() throws ConnectorException, InterruptedException;
    }
}
