package io.changeover.connector.command;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Result;

/**
 * A hook: the command {@code run}. There is no state to read, so its exit code is what counts, and it is not run again by
 * itself: a failure is for a person.
 */
final class HookCommand {
    private final Commands commands;

    HookCommand(Commands commands) {
        this.commands = commands;
    }

    Result execute() throws ConnectorException, InterruptedException {
        if (commands.request().dryRun()) {
            commands.context().read("run", "not run");
            return Result.wouldChange("%s: would run it".formatted(commands.place()));
        }
        Answer answer = run();
        if (answer.exitCode() != 0) {
            throw ConnectorException.permanent(
                    "HOOK_FAILED", "%s: wanted exit 0, found %s".formatted(commands.place(), answer));
        }
        return Result.changed("%s: it ended with exit 0".formatted(commands.place()));
    }

    private Answer run() throws ConnectorException, InterruptedException {
        try {
            return commands.act("run");
        } catch (ConnectorException e) {
            if (e.code().equals("COMMAND_TIMEOUT")) {
                throw ConnectorException.permanent("HOOK_TIMEOUT", String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }
}
