package io.changeover.demo;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Both sites and the route between them and the clients: {@code fra} with the primary and running applications,
 * {@code ams} with the standby.
 */
final class Sites {
    /** The replication slot that the primary keeps for its standby. */
    static final String SLOT = "changeover";

    private final Path folder;
    private final Commands commands;
    private final SshKeys keys;
    private final int routePort;
    private final Site fra;
    private final Site ams;

    private Sites(Path folder, Commands commands, SshKeys keys, int routePort, Site fra, Site ams) {
        this.folder = folder;
        this.commands = commands;
        this.keys = keys;
        this.routePort = routePort;
        this.fra = fra;
        this.ams = ams;
    }

    /** Builds everything up to running applications; what must be taken down is added to the cleanup. */
    static Sites build(Path folder, Cleanup cleanup, Screen screen)
            throws IOException, InterruptedException, SQLException, GeneralSecurityException {
        Sites sites = lay(folder, cleanup);
        for (Site site : sites.all()) {
            SshSite server = SshSite.start(site.place(), site.home(), sites.keys);
            cleanup.add(server::close);
        }
        screen.progress("SSH servers of fra and ams listen");
        screen.doing("PostgreSQL is unpacked");
        PostgresBinaries.unpack(folder.resolve("postgresql"));
        screen.progress("PostgreSQL unpacked");
        screen.doing("a primary is made in fra, and its standby in ams");
        sites.startDatabases();
        screen.progress("PostgreSQL: primary in fra, standby in ams, streaming");
        screen.doing("the applications start");
        sites.startShops();
        Files.writeString(sites.routeFile(), "fra");
        DemoRoute route = DemoRoute.open(
                sites.routePort, sites.routeFile(), Map.of("fra", sites.fra.shops(), "ams", sites.ams.shops()));
        cleanup.add(route::close);
        screen.progress("shop-1 and shop-2 run in fra behind the route 127.0.0.1:" + sites.routePort);
        return sites;
    }

    private static Sites lay(Path folder, Cleanup cleanup)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<String> addresses = List.of("127.0.1.1", "127.0.1.2");
        int ssh = Ports.reserve(12222, 1, addresses, cleanup);
        int database = Ports.reserve(15432, 1, addresses, cleanup);
        int shop = Ports.reserve(18081, 2, addresses, cleanup);
        int route = Ports.reserve(18000, 1, List.of("127.0.0.1"), cleanup);
        Path secrets = Files.createDirectories(folder.resolve("keys"));
        String password = Secrets.password();
        SshKeys.secret(secrets.resolve("database-password"), password);
        Commands commands = Commands.find(Files.createDirectories(folder.resolve("scratch")));
        String classPath = Shops.classPath(Files.createDirectories(folder.resolve("library")));
        List<Site> sites = new ArrayList<>();
        for (String name : List.of("fra", "ams")) {
            Place place = new Place(name, addresses.get(sites.size()), ssh, database, shop);
            Path home = Files.createDirectories(folder.resolve(name));
            Path programs = folder.resolve("postgresql/bin");
            EmbeddedPostgres postgres =
                    new EmbeddedPostgres(commands, programs, home.resolve("database"), place, password);
            Shops.install(folder, home, place, classPath, postgres.url("shop"), password);
            sites.add(new Site(place, home, postgres));
        }
        return new Sites(folder, commands, SshKeys.create(secrets), route, sites.get(0), sites.get(1));
    }

    private void startDatabases() throws IOException, InterruptedException, SQLException {
        fra.database().initialise();
        fra.database().start();
        String password = Files.readString(passwordFile());
        try (Connection connection = fra.database().connect(EmbeddedPostgres.ADMIN);
                Statement statement = connection.createStatement()) {
            statement.execute("create role shop login password '" + password + "'");
            statement.execute("create database shop owner shop");
        }
        try (Connection connection = fra.database().connect("shop");
                Statement statement = connection.createStatement()) {
            // No unique number: an order that was written twice must be seen, not refused.
            statement.execute("create table orders (id bigserial primary key, number bigint not null,"
                    + " shop text not null, at timestamptz not null default clock_timestamp())");
        }
        ams.database().copyOf(fra.database(), SLOT);
        ams.database().start();
        Waiting.until(
                "ams streams from fra",
                Duration.ofSeconds(30),
                Duration.ofMillis(50),
                () -> fra.database()
                        .ask("select count(*) from pg_stat_replication where state = 'streaming'")
                        .equals("1"));
    }

    private void startShops() throws IOException, InterruptedException {
        for (String name : Shops.NAMES) {
            Process start = new ProcessBuilder(fra.home().resolve("bin/shop").toString(), "start", name)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (start.waitFor() != 0) {
                throw new DemoException(name + " of fra: wanted it started, found exit code " + start.exitValue());
            }
        }
        for (InetSocketAddress shop : fra.shops()) {
            URL health = URI.create("http://" + shop.getHostString() + ":" + shop.getPort() + "/health")
                    .toURL();
            Waiting.until(
                    health + " answers 200",
                    Duration.ofSeconds(30),
                    Duration.ofMillis(50),
                    () -> ((HttpURLConnection) health.openConnection()).getResponseCode() == 200);
        }
    }

    /** Every number in the orders of a site's database; the site must be the primary. */
    List<Long> ordersAt(String site) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = site(site).database().connect("shop");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select number, pg_is_in_recovery() from orders")) {
            while (rows.next()) {
                if (rows.getBoolean(2)) {
                    throw new DemoException("database of " + site + ": wanted a primary, found a standby");
                }
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    List<Site> all() {
        return List.of(fra, ams);
    }

    Site site(String name) {
        return all().stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DemoException("site: wanted fra or ams, found " + name));
    }

    Path folder() {
        return folder;
    }

    Commands commands() {
        return commands;
    }

    SshKeys keys() {
        return keys;
    }

    int routePort() {
        return routePort;
    }

    /** Names the site that the route leads to. */
    Path routeFile() {
        return folder.resolve("route");
    }

    /** Holds the databases' password. */
    Path passwordFile() {
        return folder.resolve("keys/database-password");
    }
}
