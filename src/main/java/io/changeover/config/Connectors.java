package io.changeover.config;

import io.changeover.connector.address.AddressConnector;
import io.changeover.connector.check.HttpCheck;
import io.changeover.connector.check.TcpCheck;
import io.changeover.connector.check.TrafficCheck;
import io.changeover.connector.command.CommandConnector;
import io.changeover.connector.dns.DnsConnector;
import io.changeover.connector.haproxy.HaproxyConnector;
import io.changeover.connector.host.HostConnector;
import io.changeover.connector.nat.NatConnector;
import io.changeover.connector.nat.NftablesFence;
import io.changeover.connector.postgresql.PostgresqlConnector;
import io.changeover.connector.postgresql.SqlCheck;
import io.changeover.connector.rsync.RsyncConnector;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.systemd.SystemdConnector;
import io.changeover.connector.witness.WitnessConnector;
import java.util.List;

/** The connectors that come with the product: the one place to add another. */
public final class Connectors {
    private Connectors() {}

    /** New ones, to be closed by whoever asks. */
    static List<Connector> all() {
        return List.of(
                new CommandConnector(),
                new SystemdConnector(),
                new PostgresqlConnector(),
                new RsyncConnector(),
                new DnsConnector(),
                new HaproxyConnector(),
                new HostConnector(),
                new AddressConnector(),
                new NatConnector(),
                new WitnessConnector(),
                new NftablesFence(),
                new HttpCheck(),
                new TcpCheck(),
                new TrafficCheck(),
                new SqlCheck());
    }

    /** What each is called and takes, for who checks plans without a server. */
    public static List<Descriptor> descriptors() {
        List<Connector> connectors = all();
        List<Descriptor> descriptors =
                connectors.stream().map(Connector::descriptor).toList();
        connectors.forEach(Connector::close);
        return descriptors;
    }
}
