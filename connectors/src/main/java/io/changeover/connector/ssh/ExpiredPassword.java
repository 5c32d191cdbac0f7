package io.changeover.connector.ssh;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;

/**
 * OpenSSH lets a user in whose password has expired, by whatever key, and then runs the change of the password in place
 * of every command; without a terminal that ends at once. The command itself was not run.
 */
final class ExpiredPassword {
    private static final String SAID = "Password change required but no TTY available";

    private ExpiredPassword() {}

    static boolean saidIn(CommandResult result) {
        return result.error().contains(SAID);
    }

    static ConnectorException of(Login login, CommandResult result) {
        return ConnectorException.permanent(
                "SSH_AUTHENTICATION",
                "%s: wanted to run commands as %s, found that its password has expired and must be changed first: %s"
                        .formatted(
                                login.place(),
                                login.user(),
                                result.error().strip().replaceAll("\\R", " ")));
    }
}
