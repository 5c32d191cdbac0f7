package io.changeover.scenario;

import io.changeover.domain.plan.PlanId;
import java.util.List;

/** Has a simulated site fall silent under a plan that can tell it lost and cut it off. */
final class SilentSite {
    static final String WATCHED = """
            witnesses: [ { name: office, connector: sim } ]
            fencing: [ { name: power, connector: sim } ]
            """;

    private SilentSite() {}

    static PlanId lost(SimulatedServer server, String name, String more) {
        PlanId plan = server.plan(name, more);
        stopAll(server);
        silence(server);
        return plan;
    }

    /** Nothing runs there any more, and nobody says so. */
    static void stopAll(SimulatedServer server) {
        List.of("ledger", "shop-1", "shop-2").forEach(name -> server.sites.stopByHand(name, "fra"));
    }

    static void silence(SimulatedServer server) {
        for (String name : List.of("ledger", "shop-1", "shop-2")) {
            server.sites.faults().trouble("STATUS " + name + "@fra");
            server.sites.faults().trouble("CHECK " + name + "@fra");
        }
        server.sites.faults().trouble("CHECK www@fra");
    }
}
