package io.changeover.connector.runtime;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Answers one scripted deed after the other; the last one again and again. */
final class ScriptedConnector implements Connector {
    private final Queue<Deed> script = new ArrayDeque<>();
    final List<Request> requests = new ArrayList<>();

    /** What one attempt does. */
    interface Deed {
        Result act(Request request, Context context) throws ConnectorException, InterruptedException;
    }

    ScriptedConnector then(Deed deed) {
        script.add(deed);
        return this;
    }

    ScriptedConnector thenTransient(String message) {
        return then((request, context) -> {
            throw ConnectorException.transientFault("NOT_YET", message);
        });
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor("scripted", "Scripted.", EnumSet.allOf(Operation.class), Map.of());
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        requests.add(request);
        Deed deed = script.size() > 1 ? script.remove() : script.element();
        return deed.act(request, context);
    }
}
