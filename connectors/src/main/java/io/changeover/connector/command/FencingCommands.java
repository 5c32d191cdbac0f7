package io.changeover.connector.command;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Result;

/** Fencing by the commands {@code fence}, {@code unfence} and {@code verify}. */
final class FencingCommands {
    private static final String RELEASE = "unfence";

    private final Commands commands;

    FencingCommands(Commands commands) {
        this.commands = commands;
    }

    Result execute() throws ConnectorException, InterruptedException {
        String site = commands.request().target().site();
        boolean release = commands.request().operation() == Operation.UNFENCE;
        String command = release ? RELEASE : "fence";
        String wanted = words(!release);
        if (fenced() != release) {
            return Result.unchanged("%s is already %s".formatted(site, wanted));
        }
        if (release && !commands.request().settings().has(RELEASE)) {
            throw ConnectorException.permanent(
                    "FENCING_NOT_RELEASED",
                    "%s: wanted it not fenced, found it fenced and no command 'unfence' in the plan; release it by hand"
                            .formatted(commands.place()));
        }
        if (commands.request().dryRun()) {
            return Result.wouldChange("%s is %s; would run '%s'".formatted(site, words(release), command));
        }
        Answer answer = commands.act(command);
        boolean found = answer.exitCode() == 0 ? commands.readUntil(!release, this::fenced) : fenced();
        if (found == release) {
            throw ConnectorException.transientFault(
                    "FENCING_UNCONFIRMED",
                    "%s: wanted exit %d (%s) from 'verify', found exit %d (%s); '%s' ended with %s"
                            .formatted(
                                    commands.place(),
                                    release ? 1 : 0,
                                    wanted,
                                    release ? 0 : 1,
                                    words(release),
                                    command,
                                    answer));
        }
        return Result.changed("%s is now %s".formatted(site, wanted));
    }

    private static String words(boolean fenced) {
        return fenced ? "fenced" : "not fenced";
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
