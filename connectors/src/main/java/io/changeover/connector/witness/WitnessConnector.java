package io.changeover.connector.witness;

import static io.changeover.connector.spi.Field.optional;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a third place whether anything of a site answers: a host, which is logged in to and connects to the site from
 * there, or an HTTP endpoint, which is asked for its word. A witness that cannot be asked fails; that the site is silent
 * is its answer. Thread-safe; keeps no state.
 */
public final class WitnessConnector implements Connector {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            "witness",
            "A third place that says whether a site answers: a host over SSH, or an HTTP endpoint.",
            Set.of(Operation.LOOK),
            Map.of(
                    Kind.VANTAGE,
                    List.of(
                            optional(
                                    "tcp",
                                    Type.TEXTS,
                                    "Host and port of services of the site, connected to from the witness's host, beside"
                                            + " the SSH ports of the site's hosts."),
                            optional("http", Type.TEXTS, "URLs of the site, asked for by curl on the witness's host."),
                            optional(
                                    "url",
                                    Type.TEXT,
                                    "URL of an endpoint elsewhere that says whether the site is alive; takes the place of"
                                            + " a host."),
                            optional(
                                    "alive",
                                    Type.INTEGER,
                                    "200",
                                    "The status with which it says that the site is alive."),
                            optional(
                                    "dead", Type.INTEGER, "503", "The status with which it says that nothing answers."),
                            optional("headers", Type.MAP, "Headers of the request to it."))));

    private final Endpoint endpoint = new Endpoint();

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        if (request.operation() != Operation.LOOK) {
            throw ConnectorException.permanent("OPERATION_UNKNOWN", "witness has no operation " + request.operation());
        }
        return request.settings().has("url") ? endpoint.ask(request, context) : new Outpost(request, context).look();
    }
}
