package io.changeover.connector.check;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many requests each site says it has served, by a command on the hosts of the route. */
final class SeenRequests {
    private static final Duration FIRST_WAIT = Duration.ofMillis(20);

    private final Request request;
    private final Context context;
    private final Duration limit;
    private final long targetBefore;
    private final long sourceBefore;

    /** Counts at both sites, before the first request. */
    SeenRequests(Request request, Context context, Duration limit) throws ConnectorException, InterruptedException {
        this.request = request;
        this.context = context;
        this.limit = limit;
        this.sourceBefore = request.unplanned() ? 0 : count(request.requiredPeer(), "before");
        this.targetBefore = count(request.target(), "before");
    }

    /**
     * Counts again: these requests more at the target, and none at the other site. Servers may count a little after they
     * have answered, so the target is asked until it has them all, or the time limit of one request is over.
     */
    void require(int requests) throws ConnectorException, InterruptedException {
        long target = count(request.target(), "after") - targetBefore;
        Duration wait = FIRST_WAIT;
        Duration waited = Duration.ZERO;
        while (target < requests
                && waited.compareTo(limit) < 0
                && context.remaining().compareTo(wait) > 0) {
            context.pause(wait);
            waited = waited.plus(wait);
            wait = wait.multipliedBy(2);
            target = count(request.target(), "after") - targetBefore;
        }
        // A site that is lost is not asked what it has seen.
        long source = request.unplanned() ? 0 : count(request.requiredPeer(), "after") - sourceBefore;
        if (target < requests) {
            throw failed(request.target(), "at least " + requests, target);
        }
        if (source != 0) {
            throw failed(request.requiredPeer(), "no", source);
        }
    }

    private ConnectorException failed(Target side, String wanted, long found) {
        return ConnectorException.transientFault(
                "CHECK_FAILED",
                "%s: wanted %s more requests seen at %s, found %d"
                        .formatted(request.target(), wanted, side.site(), found));
    }

    private long count(Target side, String when) throws ConnectorException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.put("CHANGEOVER_SITE", side.site());
        Duration left = context.remaining();
        if (left.isZero()) {
            throw ConnectorException.transientFault(
                    "CHECK_FAILED",
                    "%s: wanted to count requests at %s, found no time left".formatted(request.target(), side.site()));
        }
        CommandResult result = context.shell(side.requiredHost())
                .run(Command.script(side.settings().text("seen"), left).with(environment));
        String found = result.output().strip();
        if (!result.succeeded() || !found.matches("\\d{1,18}")) {
            throw ConnectorException.transientFault(
                    "CHECK_FAILED",
                    "%s: wanted a number from 'seen' at %s on %s, found exit %d (%s)"
                            .formatted(
                                    request.target(),
                                    side.site(),
                                    side.requiredHost(),
                                    result.exitCode(),
                                    result.summary()));
        }
        context.read("seen at %s %s".formatted(side.site(), when), found);
        return Long.parseLong(found);
    }
}
