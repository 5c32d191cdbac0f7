package io.changeover.connector.command;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Target;

/** A route by its commands {@code read} and {@code switch}. */
final class RouteCommands {
    private final Commands commands;

    RouteCommands(Commands commands) {
        this.commands = commands;
    }

    Result execute() throws ConnectorException, InterruptedException {
        Target target = commands.request().target();
        String wanted = value(target);
        String found = read();
        if (commands.request().operation() == Operation.READ) {
            return described(Result.unchanged("%s points to '%s'".formatted(target.name(), found)), found);
        }
        if (found.equals(wanted)) {
            return described(
                    Result.unchanged("%s already points to %s".formatted(target.name(), target.site())), found);
        }
        if (commands.request().dryRun()) {
            return described(
                    Result.wouldChange(
                            "%s points to '%s'; would switch it to '%s'".formatted(target.name(), found, wanted)),
                    found);
        }
        Answer answer = commands.act("switch");
        String reached = answer.exitCode() == 0 ? commands.readUntil(wanted, this::read) : read();
        if (!reached.equals(wanted)) {
            throw ConnectorException.transientFault(
                    "ROUTE_STATE_NOT_REACHED",
                    "%s: wanted it to point to '%s', found '%s'; 'switch' ended with %s"
                            .formatted(commands.place(), wanted, reached, answer));
        }
        return described(Result.changed("%s now points to %s".formatted(target.name(), target.site())), reached);
    }

    private static String value(Target target) {
        return target.settings().text("value", target.site()).strip();
    }

    private String read() throws ConnectorException, InterruptedException {
        Answer answer = commands.run("read");
        String found = answer.output().strip();
        if (answer.exitCode() != 0 || found.isEmpty()) {
            throw ConnectorException.transientFault(
                    "ROUTE_STATE_UNREADABLE",
                    "%s: wanted exit 0 and a line from 'read', found %s".formatted(commands.place(), answer));
        }
        commands.context().read("value", found);
        return found;
    }

    /** With the value, and the site it stands for; no site where neither side knows it. */
    private Result described(Result result, String found) {
        Target target = commands.request().target();
        Target peer = commands.request().peer();
        String site = "";
        if (found.equals(value(target))) {
            site = target.site();
        } else if (peer != null && found.equals(value(peer))) {
            site = peer.site();
        }
        return result.with("value", found).with("site", site);
    }
}
