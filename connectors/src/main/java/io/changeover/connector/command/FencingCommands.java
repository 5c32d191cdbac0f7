package io.changeover.connector.command;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Result;

/** Fencing by the commands {@code fence} and {@code verify}. */
final class FencingCommands {
    private final Commands commands;

    FencingCommands(Commands commands) {
        this.commands = commands;
    }

    Result execute() throws ConnectorException, InterruptedException {
        String site = commands.request().target().site();
        if (fenced()) {
            return Result.unchanged("%s is already fenced".formatted(site));
        }
        if (commands.request().dryRun()) {
            return Result.wouldChange("%s is not fenced; would run 'fence'".formatted(site));
        }
        Answer answer = commands.act("fence");
        boolean reached = answer.exitCode() == 0 ? commands.readUntil(true, this::fenced) : fenced();
        if (!reached) {
            throw ConnectorException.transientFault(
                    "FENCING_UNCONFIRMED",
                    "%s: wanted exit 0 (fenced) from 'verify', found exit 1 (not fenced); 'fence' ended with %s"
                            .formatted(commands.place(), answer));
        }
        return Result.changed("%s is now fenced".formatted(site));
    }

    private boolean fenced() throws ConnectorException, InterruptedException {
        Answer answer = commands.run("verify");
        if (answer.exitCode() > 1) {
            throw ConnectorException.transientFault(
                    "FENCING_UNREADABLE",
                    "%s: wanted exit 0 (fenced) or 1 (not fenced) from 'verify', found %s"
                            .formatted(commands.place(), answer));
        }
        boolean fenced = answer.exitCode() == 0;
        commands.context().read("fenced", fenced ? "yes" + evidence(answer) : "no");
        return fenced;
    }

    private static String evidence(Answer answer) {
        return answer.summary().isEmpty() ? "" : ": " + answer.summary();
    }
}
