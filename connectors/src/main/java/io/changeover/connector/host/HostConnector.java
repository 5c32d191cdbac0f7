package io.changeover.connector.host;

import static io.changeover.connector.spi.Field.optional;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Probes a host with one command: that it can be logged in to and has a shell, how far its clock is from the server's,
 * and whether its file systems have room. Everything that is wrong is said in one message. Thread-safe; keeps no state.
 *
 * <p>Not named in plans: the runtime asks it about every host that has an {@code ssh} section, and hands over the
 * settings {@code clockSkew} and {@code folders} itself. The outputs {@code skewLeastMillis} and {@code skewMostMillis}
 * enclose what must be added to the server's clock to have the host's.
 */
public final class HostConnector implements Connector {
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "host",
            "The hosts of a plan: login, clock and room.",
            Set.of(Operation.PROBE),
            Map.of(
                    Kind.HOST,
                    List.of(
                            optional("clockSkew", Type.DURATION, "5s", "How far its clock may be from the server's."),
                            optional("folders", Type.TEXTS, "Paths whose file systems must have room, besides /."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        if (request.operation() != Operation.PROBE || request.target().kind() != Kind.HOST) {
            throw new IllegalArgumentException(request.operation() + " is not declared");
        }
        Host host = request.target().requiredHost();
        List<String> folders = request.settings().texts("folders");
        Duration left = context.remaining();
        Command command = Command.script(ProbeScript.of(folders), left.compareTo(LONGEST) < 0 ? left : LONGEST);
        Instant before = context.clock().instant();
        CommandResult answer = context.shell(host).run(command);
        Instant after = context.clock().instant();
        ProbeAnswer found = ProbeAnswer.of(host, answer);
        Skew skew = Skew.of(found.begun(), found.ended(), before, after);
        context.read("clock", found.begun().at() + ", " + skew);
        found.rooms().forEach(room -> context.read("room " + room.mount(), room.toString()));
        Duration limit = request.settings().duration("clockSkew", CLOCK_SKEW);
        judge(host, found.rooms(), skew, limit);
        String room = found.rooms().stream().map(Room::toString).collect(Collectors.joining(", "));
        return Result.unchanged("%s: %s; %s".formatted(host, skew, room))
                .with("skewLeastMillis", Long.toString(skew.least().toMillis()))
                .with("skewMostMillis", Long.toString(skew.most().toMillis()));
    }

    private static void judge(Host host, List<Room> rooms, Skew skew, Duration limit) throws ConnectorException {
        List<String> full = rooms.stream().flatMap(room -> room.lack().stream()).toList();
        if (!full.isEmpty()) {
            String also = skew.beyond(limit) ? "; and " + skew.fault(limit) : "";
            throw ConnectorException.permanent(
                    "HOST_FULL", "%s: wanted room, found %s%s".formatted(host, String.join("; ", full), also));
        }
        if (skew.beyond(limit)) {
            throw ConnectorException.permanent("HOST_CLOCK", "%s: %s".formatted(host, skew.fault(limit)));
        }
        if (!skew.within(limit)) {
            throw ConnectorException.transientFault(
                    "HOST_CLOCK_UNREAD",
                    "%s: wanted its clock to be read within %d ms, found that the answer took %d ms"
                            .formatted(host, limit.toMillis(), skew.span().toMillis()));
        }
    }
}
