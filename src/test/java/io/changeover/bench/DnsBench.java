package io.changeover.bench;

import io.changeover.connector.dns.BindServer;
import io.changeover.connector.dns.DnsConnector;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A DNS record pointed there and back by the connector and, in turns, by an {@code nsupdate} process. */
final class DnsBench {
    private static final int WARM = 200;
    private static final int PAIRS = 100;
    private static final String FRA = "127.0.1.1";
    private static final String AMS = "127.0.1.2";

    private final DnsConnector connector = new DnsConnector();
    private final BindServer bind;

    private DnsBench(BindServer bind) {
        this.bind = bind;
    }

    static List<Figure> figures() throws Exception {
        try (BindServer bind = BindServer.primary("www 60 IN A " + FRA)) {
            return new DnsBench(bind).measure();
        }
    }

    private List<Figure> measure() throws Exception {
        for (int i = 0; i < WARM; i++) {
            there(i);
        }
        List<Double> own = new ArrayList<>();
        List<Double> process = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            long begin = System.nanoTime();
            there(0);
            own.add((System.nanoTime() - begin) / 1e6);
            begin = System.nanoTime();
            bind.update(
                    "prereq yxrrset www.dr.test A " + AMS,
                    "update delete www.dr.test A",
                    "update add www.dr.test 60 A " + FRA);
            process.add((System.nanoTime() - begin) / 1e6);
        }
        double median = Numbers.median(own);
        double peer = Numbers.median(process);
        return List.of(
                new Figure(
                        "DNS route switched and read back",
                        median,
                        5,
                        "ms",
                        "signed compare-and-set, read before and after; BIND on loopback; median of %d after %d, worst %.1f"
                                .formatted(PAIRS, WARM, Numbers.max(own))),
                new Figure(
                        "the same beside one nsupdate process",
                        median / peer,
                        0.2,
                        "×",
                        "nsupdate %.1f ms, the update alone; in turns".formatted(peer)));
    }

    private void there(int round) throws Exception {
        boolean away = round % 2 == 0;
        Request request = new Request(
                Operation.SWITCH,
                target(away ? "ams" : "fra", away ? AMS : FRA),
                target(away ? "fra" : "ams", away ? FRA : AMS),
                false,
                Map.of());
        Result result = connector.execute(request, TestContext.local(new LocalShell()));
        if (result.outcome() != Outcome.CHANGED) {
            throw new IllegalStateException("wanted a change, found: " + result.message());
        }
    }

    private Target target(String site, String value) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("server", bind.endpoint());
        settings.put("zone", BindServer.ZONE);
        settings.put("record", "www");
        settings.put("value", value);
        settings.put("key", BindServer.KEY);
        settings.put("secret", BindServer.SECRET);
        return new Target(Kind.ROUTE, "www", site, null, Settings.of(settings));
    }
}
