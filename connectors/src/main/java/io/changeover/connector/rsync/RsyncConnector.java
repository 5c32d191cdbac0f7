package io.changeover.connector.rsync;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.Map;
import java.util.Set;

/**
 * A folder as a dataset, copied by rsync over SSH straight from one site's host to the other's. Passes take place within
 * runs only. Thread-safe; keeps no state but the markers on the hosts, and remembers versions of rsync for some minutes.
 */
public final class RsyncConnector implements Connector {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            "rsync",
            "A folder, copied from host to host by rsync over SSH.",
            Set.of(
                    Operation.ROLE,
                    Operation.MEASURE,
                    Operation.PREPARE,
                    Operation.RELEASE,
                    Operation.SYNC,
                    Operation.PROVE,
                    Operation.DEMOTE,
                    Operation.PROMOTE,
                    Operation.ESTIMATE,
                    Operation.PROTECT,
                    Operation.CLONE,
                    Operation.DISCARD),
            Map.of(Kind.DATASET, Side.FIELDS));

    private final Versions versions = new Versions();

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Hands hands = new Hands(context, versions);
        return switch (request.operation()) {
            case ROLE -> Measurement.role(request, hands);
            case MEASURE -> Measurement.measure(request, hands);
            case PROVE -> Measurement.prove(request, hands);
            case PREPARE -> Copying.approach(request, hands);
            case SYNC, PROTECT -> Copying.copy(request, hands);
            case RELEASE -> Copying.release(request, hands);
            case CLONE -> Cloning.clone(request, hands);
            case DISCARD -> Cloning.discard(request, hands);
            case DEMOTE -> Promotion.demote(request, hands);
            case ESTIMATE -> Estimate.estimate(request, hands);
            case PROMOTE -> Promotion.promote(request, hands);
            case STATUS, START, STOP, READ, SHORTEN, RESTORE, SWITCH, CHECK, FENCE, UNFENCE, PROBE, LOOK, CALL ->
                throw ConnectorException.permanent(
                        "OPERATION_UNKNOWN", "rsync has no operation " + request.operation());
        };
    }
}
