package io.changeover.connector.testing;

import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A route called {@code shop} between the sites {@code fra} and {@code ams} that is read and switched. */
public abstract class RouteContractTest extends ConnectorContractTest {
    /** The route as placed at a site. */
    protected abstract Target target(String site);

    /** What the runtime lends to the next operation. */
    protected abstract TestContext context();

    /** One of the operations, for the contract. */
    protected abstract Scenario scenario(String name, Operation operation);

    @Override
    protected List<Scenario> scenarios() {
        return List.of(scenario("read", Operation.READ), scenario("switch", Operation.SWITCH));
    }

    /** A request of that site; the peer is the other one. */
    protected final Request request(Operation operation, String site) {
        return new Request(operation, target(site), target(site.equals("fra") ? "ams" : "fra"), false, Map.of());
    }

    /** Carries it out. */
    protected final Result execute(Operation operation, String site) throws Exception {
        return connector().execute(request(operation, site), context());
    }

    /** It fails so, and its message names the route, what was found, and all of this. */
    protected static void refused(ThrowingCallable call, String code, Verdict verdict, String... said) {
        String[] all =
                Stream.concat(Stream.of("shop", "found"), Stream.of(said)).toArray(String[]::new);
        Refusals.refused(call, code, verdict, all);
    }
}
