package io.changeover.connector.nat;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fencing by the packet filter of a gateway or of a host at the other site: a table of its own drops every packet from and
 * to the addresses of the site, those of connections under way as well. Thread-safe; keeps no state.
 */
public final class NftablesFence implements Connector {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int RULESET = 4 * 1024 * 1024;

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "nftables",
            "Drops all packets from and to a site, by nftables on a host on their way.",
            Set.of(Operation.FENCE, Operation.UNFENCE),
            Map.of(
                    Kind.FENCING,
                    List.of(
                            required("addresses", Type.TEXTS, "The addresses or networks of the site that is fenced."),
                            optional(
                                    "except",
                                    Type.TEXTS,
                                    "Addresses or networks that go on exchanging packets with the site."),
                            optional("sudo", Type.FLAG, "false", "Whether nft runs under sudo -n."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Barrier barrier = Barrier.of(request.target());
        boolean fence = request.operation() == Operation.FENCE;
        String where = "%s on %s".formatted(request.target(), request.target().requiredHost());
        List<String> found = read(request, context, barrier);
        List<String> wanted = fence ? barrier.wanted() : List.of();
        if (found.equals(wanted)) {
            return Result.unchanged(
                    fence
                            ? "%s already drops %s".formatted(where, barrier.told())
                            : "%s drops nothing of %s".formatted(where, barrier.told()));
        }
        if (request.dryRun()) {
            return Result.wouldChange(
                    "%s: would %s %s".formatted(where, fence ? "drop" : "let through", barrier.told()));
        }
        String text = fence ? barrier.text() : barrier.removal();
        CommandResult answer = run(request, context, "nft -f -", text);
        context.output(text + answer.summary() + "\n");
        List<String> reached = read(request, context, barrier);
        if (!reached.equals(wanted)) {
            throw ConnectorException.transientFault(
                    "FENCING_UNCONFIRMED",
                    "%s: wanted the table %s to say %s, found %s; nft ended with %d (%s)"
                            .formatted(where, barrier.table(), wanted, reached, answer.exitCode(), answer.summary()));
        }
        return Result.changed("%s now %s %s".formatted(where, fence ? "drops" : "lets through", barrier.told()));
    }

    private static List<String> read(Request request, Context context, Barrier barrier)
            throws ConnectorException, InterruptedException {
        CommandResult answer = run(request, context, "nft -j list ruleset", null);
        Optional<List<String>> found =
                answer.succeeded() && !answer.truncated() ? barrier.found(answer.output()) : Optional.empty();
        if (found.isEmpty()) {
            String message = "%s: wanted the ruleset of %s, found exit %d (%s)"
                    .formatted(request.target(), request.target().requiredHost(), answer.exitCode(), answer.summary());
            throw answer.exitCode() == 127
                    ? ConnectorException.permanent("FENCING_UNREADABLE", message)
                    : ConnectorException.transientFault("FENCING_UNREADABLE", message);
        }
        context.read("rules", found.get().isEmpty() ? "none" : String.join("; ", found.get()));
        return found.get();
    }

    private static CommandResult run(Request request, Context context, String command, @Nullable String input)
            throws ConnectorException, InterruptedException {
        Duration left = context.remaining();
        if (left.isZero()) {
            throw ConnectorException.transientFault(
                    "FENCING_UNREADABLE", "%s: wanted to run nft, found no time left".formatted(request.target()));
        }
        Duration limit = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        String sudo = request.settings().flag("sudo", false) ? "sudo -n " : "";
        String script = "PATH=\"$PATH:/usr/sbin:/sbin\"\n" + sudo + command;
        return context.shell(request.target().requiredHost())
                .run(new Command(script, request.environment(), input, limit, RULESET));
    }
}
