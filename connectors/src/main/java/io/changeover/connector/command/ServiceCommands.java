package io.changeover.connector.command;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Result;

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
        String found = state();
        if (operation == Operation.STATUS) {
            return Result.unchanged("%s is %s".formatted(commands.place(), found))
                    .with("state", found);
        }
        boolean start = operation == Operation.START;
        String wanted = start ? RUNNING : STOPPED;
        String command = start ? "start" : "stop";
        if (found.equals(wanted)) {
            return Result.unchanged("%s is already %s".formatted(commands.place(), wanted))
                    .with("state", wanted);
        }
        if (commands.request().dryRun()) {
            return Result.wouldChange("%s is %s; would run '%s'".formatted(commands.place(), found, command));
        }
        Answer answer = commands.act(command);
        // A command that failed is not waited for: whoever decides wants to know now.
        String reached = answer.exitCode() == 0 ? commands.readUntil(wanted, this::state) : state();
        if (!reached.equals(wanted)) {
            throw notReached(answer, command, wanted, reached);
        }
        return Result.changed("%s is now %s".formatted(commands.place(), wanted))
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
        Answer answer = commands.run("status");
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
