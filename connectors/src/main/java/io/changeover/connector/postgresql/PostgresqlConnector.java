package io.changeover.connector.postgresql;

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
 * A PostgreSQL server (13 to 18) as an instance, and its streaming replication as a dataset. SQL goes straight to the
 * servers, over connections that are kept; programs run on the hosts. Thread-safe.
 */
public final class PostgresqlConnector implements Connector {
    private final Sessions sessions = new Sessions();
    private final Power power = new Power(sessions);
    private final Role role = new Role(power, sessions);
    private final RetryInterval interval = new RetryInterval(sessions);
    private final Measurement measurement = new Measurement(sessions);
    private final Preparation preparation = new Preparation(sessions, interval);
    private final FinalDelta delta = new FinalDelta(sessions, power);
    private final Estimate estimate = new Estimate(sessions);
    private final Promotion promotion = new Promotion(sessions, power, interval);
    private final Protection protection = new Protection(sessions, power);
    private final Cloning cloning = new Cloning(sessions);

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "postgresql",
                "PostgreSQL with streaming replication",
                Set.of(
                        Operation.STATUS,
                        Operation.START,
                        Operation.STOP,
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
                Map.of(Kind.INSTANCE, Server.FIELDS, Kind.DATASET, Server.FIELDS));
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        return switch (request.operation()) {
            case STATUS -> power.status(request, context);
            case START -> Cloning.concerns(request) ? cloning.start(request, context) : power.start(request, context);
            case STOP -> Cloning.concerns(request) ? cloning.stop(request, context) : power.stop(request, context);
            case ROLE -> role.read(request, context);
            case MEASURE -> measurement.measure(request, context);
            case PREPARE -> preparation.prepare(request, context);
            case RELEASE -> preparation.release(request, context);
            case SYNC -> delta.sync(request, context);
            case PROVE -> delta.prove(request, context);
            case DEMOTE -> role.demote(request, context);
            case PROMOTE -> promotion.promote(request, context);
            case ESTIMATE -> estimate.estimate(request, context);
            case PROTECT -> protection.protect(request, context);
            case CLONE -> cloning.clone(request, context);
            case DISCARD -> cloning.discard(request, context);
            case READ, SHORTEN, RESTORE, SWITCH, CHECK, FENCE, UNFENCE, PROBE, LOOK, CALL ->
                throw ConnectorException.permanent(
                        "OPERATION_UNKNOWN", "postgresql has no operation " + request.operation());
        };
    }

    @Override
    public void close() {
        sessions.close();
    }
}
