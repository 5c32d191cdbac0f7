package io.changeover.connector.dns;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A route {@code www} whose record is 127.0.1.1 for {@code fra} and 127.0.1.2 for {@code ams}, in that server's zone. */
final class DnsWorld {
    static final String FRA = "127.0.1.1";
    static final String AMS = "127.0.1.2";

    private final DnsConnector connector = new DnsConnector();
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, String> values = new HashMap<>(Map.of("fra", FRA, "ams", AMS));

    DnsWorld(BindServer server) {
        settings.put("server", server.endpoint());
        settings.put("zone", BindServer.ZONE);
        settings.put("record", "www");
        settings.put("ttl", "60s");
        settings.put("key", BindServer.KEY);
        settings.put("secret", BindServer.SECRET);
        settings.put("timeout", "1s");
    }

    DnsConnector connector() {
        return connector;
    }

    DnsWorld with(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    DnsWorld without(String name) {
        settings.remove(name);
        return this;
    }

    DnsWorld values(String fra, String ams) {
        values.put("fra", fra);
        values.put("ams", ams);
        return this;
    }

    Request request(Operation operation, String site) {
        return new Request(operation, target(site), target(site.equals("fra") ? "ams" : "fra"), false, Map.of());
    }

    private Target target(String site) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("value", values.get(site));
        return new Target(Kind.ROUTE, "www", site, null, Settings.of(all));
    }

    static TestContext context(Duration limit) {
        LocalShell shell = new LocalShell();
        return new TestContext(host -> shell, limit);
    }

    Result run(Operation operation, String site) throws ConnectorException, InterruptedException {
        return run(operation, site, context(Duration.ofSeconds(20)));
    }

    Result run(Operation operation, String site, Context context) throws ConnectorException, InterruptedException {
        return connector.execute(request(operation, site), context);
    }

    ConnectorException failure(Operation operation, String site, Duration limit) throws InterruptedException {
        return failure(operation, site, context(limit));
    }

    ConnectorException failure(Operation operation, String site, Context context) throws InterruptedException {
        try {
            Result result = run(operation, site, context);
            throw new AssertionError("wanted a failure, found: " + result.message());
        } catch (ConnectorException e) {
            return e;
        }
    }
}
