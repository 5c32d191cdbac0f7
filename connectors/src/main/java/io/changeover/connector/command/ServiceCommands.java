package io.changeover.connector.command;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Result;
import java.util.Optional;

/** A service by its commands {@code start}, {@code stop} and {@code status}. */
final class ServiceCommands {
    private static final String RUNNING = "running";
    private static final String STOPPED = "stopped";

    private final Commands commands;

    ServiceCommands(Commands commands) {
        this.commands = commands;
    }

    Result execute() throws ConnectorException, InterruptedException {
        Operation operation = commands.request().operation();
        if (operation == Operation.STATUS) {
            String found = state();
            return Result.unchanged("%s is %s".formatted(commands.place(), found))
                    .with("state", found);
        }
        boolean start = operation == Operation.START;
        String wanted = start ? RUNNING : STOPPED;
        String command = start ? "start" : "stop";
        return commands.request().dryRun() ? rehearse(command, wanted) : change(command, wanted);
    }

    private Result rehearse(String command, String wanted) throws ConnectorException, InterruptedException {
        String found = state();
        return found.equals(wanted)
                ? already(wanted)
                : Result.wouldChange("%s is %s; would run '%s'".formatted(commands.place(), found, command));
    }

    private Result change(String command, String wanted) throws ConnectorException, InterruptedException {
        String otherwise = wanted.equals(RUNNING) ? "1|3" : "0";
        ReadActRead.Answers answers = new ReadActRead(commands).run("status", command, otherwise);
        String found = state(answers.before());
        if (found.equals(wanted)) {
            return already(wanted);
        }
        Answer acted = answered(answers.acted(), command);
        commands.keep(command, acted);
        String now = state(answered(answers.after(), "status"));
        // A command that failed is not waited for: whoever decides wants to know now.
        String reached = acted.exitCode() == 0 ? commands.readUntil(wanted, now, this::state) : now;
        if (!reached.equals(wanted)) {
            throw notReached(acted, command, wanted, reached);
        }
        return Result.changed("%s is now %s".formatted(commands.place(), wanted))
                .with("state", wanted);
    }

    private Answer answered(Optional<Answer> answer, String command) throws ConnectorException {
        String place = commands.place();
        return answer.orElseThrow(() -> ConnectorException.unknown(
                "COMMAND_LOST", "%s: wanted the end of '%s', found none".formatted(place, command)));
    }

    private Result already(String wanted) throws ConnectorException {
        return Result.unchanged("%s is already %s".formatted(commands.place(), wanted))
                .with("state", wanted);
    }

    private ConnectorException notReached(Answer answer, String command, String wanted, String reached)
            throws ConnectorException {
        String message = "%s: wanted %s, found %s; '%s' ended with %s"
                .formatted(commands.place(), wanted, reached, command, answer);
        return answer.notRunnable()
                ? ConnectorException.permanent("SERVICE_STATE_NOT_REACHED", message)
                : ConnectorException.transientFault("SERVICE_STATE_NOT_REACHED", message);
    }

    private String state() throws ConnectorException, InterruptedException {
        return state(commands.run("status"));
    }

    private String state(Answer answer) throws ConnectorException {
        switch (answer.exitCode()) {
            case 0 -> commands.context().read("state", RUNNING);
            case 1, 3 -> commands.context().read("state", STOPPED);
            default -> throw unreadable(answer);
        }
        return answer.exitCode() == 0 ? RUNNING : STOPPED;
    }

    private ConnectorException unreadable(Answer answer) throws ConnectorException {
        String message = "%s: wanted exit 0 (running), 1 or 3 (stopped) from 'status', found %s"
                .formatted(commands.place(), answer);
        return answer.notRunnable()
                ? ConnectorException.permanent("SERVICE_STATE_UNREADABLE", message)
                : ConnectorException.transientFault("SERVICE_STATE_UNREADABLE", message);
    }
}
