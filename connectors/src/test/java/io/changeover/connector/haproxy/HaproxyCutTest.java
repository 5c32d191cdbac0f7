package io.changeover.connector.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Target;
import java.util.Map;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A real HAProxy cuts a site off from clients that are connected and from those that come. */
class HaproxyCutTest extends HaproxyWorld {
    @Test
    void clientsAreCutOffAndLetInAgainWhereNobodyElseServes() throws Exception {
        assertThat(get("/")).isEqualTo("fra");
        Future<String> session = threads.submit(() -> get("/long"));
        Awaitility.await().until(() -> fra.held() == 1);

        assertThat(cut(Operation.FENCE, "fra").outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(session.get()).as("the session under way").isNotEqualTo("fra");
        assertThat(get("/")).isEqualTo("503");
        assertThat(context.lastReading("fra")).contains("fra1 MAINT", "0 sessions");
        assertThat(cut(Operation.UNFENCE, "fra").outcome()).isEqualTo(Outcome.CHANGED);
        Awaitility.await().until(() -> get("/").equals("fra"));
    }

    @Test
    void aReleasedSiteStaysOutWhileAnotherOneServes() throws Exception {
        cut(Operation.FENCE, "fra");
        execute(Operation.SWITCH, "ams");

        Result released = cut(Operation.UNFENCE, "fra");

        assertThat(released.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(context.lastReading("others")).isEqualTo("take traffic");
        assertThat(get("/")).isEqualTo("ams");
    }

    private Result cut(Operation operation, String site) throws Exception {
        Target route = target(site);
        Target target = new Target(Kind.FENCING, "shop", site, route.host(), route.settings());
        return connector.execute(new Request(operation, target, null, false, Map.of()), context);
    }
}
