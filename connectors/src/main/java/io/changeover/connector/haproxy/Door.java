package io.changeover.connector.haproxy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one HAProxy takes commands.
 *
 * @param address a socket's path on the host, or host and port where there is no host
 */
record Door(@Nullable Host host, String address) {
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** The load balancers of a route: one, or one at each site. */
    static List<Door> of(Request request) throws ConnectorException {
        List<Door> doors = new ArrayList<>();
        doors.add(of(request.target()));
        Door other = of(request.requiredPeer());
        if (!other.same(doors.get(0))) {
            doors.add(other);
        }
        return doors;
    }

    /** The load balancer of one target. */
    static Door of(Target target) throws ConnectorException {
        Settings settings = target.settings();
        Optional<String> socket = settings.find("socket").map(String::strip);
        Optional<String> api = settings.find("api").map(String::strip);
        if (socket.isPresent() == api.isPresent()) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE",
                    "%s: wanted one of 'socket' and 'api', found %s"
                            .formatted(target, socket.isPresent() ? "both" : "neither"));
        }
        return socket.isPresent() ? new Door(target.requiredHost(), socket.get()) : new Door(null, api.orElseThrow());
    }

    private boolean same(Door other) {
        String here = host == null ? "" : host.name();
        String there = other.host == null ? "" : other.host.name();
        return here.equals(there) && address.equals(other.address);
    }

    Wire open(Context context) throws ConnectorException, InterruptedException {
        Duration left = context.remaining();
        Duration limit = left.compareTo(CONNECTING) < 0 ? left : CONNECTING;
        return host == null ? TcpWire.to(address, limit) : context.shell(host).socket(address, limit);
    }

    @Override
    public String toString() {
        return host == null ? address : address + " on " + host;
    }
}
