package io.changeover.connector.nat;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The packet filter of one host. */
final class Gateway {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int RULESET = 4 * 1024 * 1024;

    private final Host host;
    private final Leading target;
    private final Leading peer;
    private final Request request;
    private final Context context;
    private final Connections connections;

    Gateway(Host host, Leading target, Leading peer, Request request, Context context) {
        this.host = host;
        this.target = target;
        this.peer = peer;
        this.request = request;
        this.context = context;
        this.connections = new Connections(this, target, peer, context);
    }

    /** The site that the public address is led to. */
    String site() throws ConnectorException, InterruptedException {
        Rule rule = rule().orElseThrow(() -> ConnectorException.permanent(
                "ROUTE_NOWHERE",
                "%s: wanted a rule for %s at %s, found none".formatted(target.route(), target.open(), host)));
        return rule.to().equals(target.to()) ? target.site() : peer.site();
    }

    Outcome lead(boolean dryRun) throws ConnectorException, InterruptedException {
        Optional<Rule> found = rule();
        boolean there = found.isPresent() && found.get().to().equals(target.to());
        int stale = connections.stale();
        if (there && stale == 0) {
            return Outcome.UNCHANGED;
        }
        if (dryRun) {
            return Outcome.WOULD_CHANGE;
        }
        if (!there) {
            exchange(found);
        }
        connections.end();
        return Outcome.CHANGED;
    }

    /** The rule in the plan's table, if there is one; a rule that neither site knows is somebody else's. */
    private Optional<Rule> rule() throws ConnectorException, InterruptedException {
        CommandResult answer = run("nft -j list ruleset", null);
        Optional<List<Rule>> rules = answer.succeeded() ? Rule.of(answer.output(), target) : Optional.empty();
        if (rules.isEmpty() || answer.truncated()) {
            String message = "%s: wanted the ruleset of %s, found exit %d (%s)"
                    .formatted(target.route(), host, answer.exitCode(), answer.summary());
            throw answer.exitCode() == 127
                    ? ConnectorException.permanent("ROUTE_STATE_UNREADABLE", message)
                    : ConnectorException.transientFault("ROUTE_STATE_UNREADABLE", message);
        }
        context.read("rules", rules.get().isEmpty() ? "none" : rules.get().toString());
        for (Rule rule : rules.get()) {
            boolean known = rule.to().equals(target.to()) || rule.to().equals(peer.to());
            if (!known || !rule.plain() || !rule.table().equals("ip " + target.table())) {
                throw ConnectorException.permanent(
                        "ROUTE_CHANGED_BY_OTHERS",
                        "%s: wanted %s at %s led to %s or %s by a plain rule of table ip %s, found %s"
                                .formatted(
                                        target.route(),
                                        target.open(),
                                        host,
                                        target.to(),
                                        peer.to(),
                                        target.table(),
                                        rule));
            }
        }
        if (rules.get().size() > 1) {
            throw ConnectorException.permanent(
                    "ROUTE_AMBIGUOUS",
                    "%s: wanted one rule for %s at %s, found %s"
                            .formatted(target.route(), target.open(), host, rules.get()));
        }
        return rules.get().stream().findFirst();
    }

    /** One transaction: the handle that was read must still be there, or nothing is done. */
    private void exchange(Optional<Rule> found) throws ConnectorException, InterruptedException {
        String table = "ip " + target.table();
        String text = found.map(rule -> "add rule %1$s %2$s handle %3$d %4$s\ndelete rule %1$s %2$s handle %3$d\n"
                        .formatted(table, rule.chain(), rule.handle(), target.rule()))
                .orElseGet(
                        () -> ("add table %1$s\nadd chain %1$s prerouting { type nat hook prerouting priority -100; }\n"
                                        + "add rule %1$s prerouting %2$s\n")
                                .formatted(table, target.rule()));
        CommandResult answer = run("nft -f -", text);
        context.output(text + answer.summary() + "\n");
        Optional<Rule> reached = rule();
        if (reached.isEmpty() || !reached.get().to().equals(target.to())) {
            throw ConnectorException.transientFault(
                    "ROUTE_STATE_NOT_REACHED",
                    "%s: wanted %s at %s led to %s, found %s; nft ended with %d (%s)"
                            .formatted(
                                    target.route(),
                                    target.open(),
                                    host,
                                    target.to(),
                                    reached.map(Rule::to).orElse("no rule"),
                                    answer.exitCode(),
                                    answer.summary()));
        }
    }

    /** Runs a program of the administrator's on the host. */
    CommandResult run(String command, @Nullable String input) throws ConnectorException, InterruptedException {
        Duration left = context.remaining();
        if (left.isZero()) {
            throw ConnectorException.transientFault(
                    "ROUTE_STATE_UNREADABLE",
                    "%s: wanted to ask %s, found no time left".formatted(target.route(), host));
        }
        Duration limit = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        String sudo = request.settings().flag("sudo", false) ? "sudo -n " : "";
        String script = "PATH=\"$PATH:/usr/sbin:/sbin\"\n" + sudo + command;
        return context.shell(host).run(new Command(script, request.environment(), input, limit, RULESET));
    }

    @Override
    public String toString() {
        return host.toString();
    }
}
