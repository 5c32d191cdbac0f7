package io.changeover.connector.runtime;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.plan.Check;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries one operation until it succeeds, fails for good, or its time is over. */
final class Attempts {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

    private final Connector connector;
    private final Targets.Aim aim;
    private final OperationContext context;
    private final Watchdog watchdog;
    private final Expectation expectation;
    private final int earlier;
    private int count;
    /** What the target answered last, as long as it answered badly. */
    private @Nullable ConnectorException heard;

    Attempts(
            Connector connector,
            Targets.Aim aim,
            OperationContext context,
            Watchdog watchdog,
            Expectation expectation,
            int earlier) {
        this.connector = connector;
        this.aim = aim;
        this.context = context;
        this.watchdog = watchdog;
        this.expectation = expectation;
        this.earlier = earlier;
    }

    /** How it ended: one of the two. */
    record End(@Nullable Result result, @Nullable ConnectorException failure) {}

    int count() {
        return count;
    }

    End run() throws InterruptedException {
        Optional<Result> answered = expectation.withoutAsking();
        if (answered.isPresent()) {
            return new End(answered.get(), null);
        }
        int wanted = aim.check().map(Check::times).orElse(1);
        int inARow = 0;
        Duration backoff = FIRST_BACKOFF;
        while (true) {
            End end = once();
            inARow = end.failure() == null ? inARow + 1 : 0;
            if (inARow == wanted) {
                return end;
            }
            ConnectorException failure = end.failure();
            if (expectation.findingOnly()) {
                return end;
            }
            boolean hopeless = failure != null && failure.verdict() == Verdict.PERMANENT;
            if (hopeless || context.remaining().isZero()) {
                return end.failure() != null ? end : tooShort(inARow, wanted);
            }
            Duration wait = backoff;
            if (failure != null) {
                context.output("attempt %d: %s%n".formatted(count, failure.getMessage()));
            }
            context.pause(aim.check().map(Check::every).orElse(wait));
            if (context.remaining().isZero()) {
                return failure != null ? end : tooShort(inARow, wanted);
            }
            if (failure != null) {
                backoff = backoff.multipliedBy(2).compareTo(LONGEST_BACKOFF) > 0
                        ? LONGEST_BACKOFF
                        : backoff.multipliedBy(2);
            }
        }
    }

    private static End tooShort(int inARow, int wanted) {
        return new End(
                null,
                ConnectorException.transientFault(
                        "CHECK_NOT_STEADY",
                        "wanted %d good answers in a row, found %d before the time was over"
                                .formatted(wanted, inARow)));
    }

    /** How it ends where somebody has interrupted it. */
    End cutShort() {
        return new End(
                null,
                ConnectorException.unknown(
                        "OPERATION_CANCELLED",
                        "%s: ended before its time; whether it had an effect is not known".formatted(aim.where())));
    }

    /** A hook cannot read whether it was called before, so it is told. */
    private Request numbered(Request request) {
        if (request.operation() != Operation.CALL) {
            return request;
        }
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.put("CHANGEOVER_ATTEMPT", Integer.toString(earlier + count));
        return new Request(
                request.operation(),
                request.target(),
                request.peer(),
                request.dryRun(),
                environment,
                request.unplanned());
    }

    /** Asks once, whatever the answer. */
    End only() throws InterruptedException {
        return once(result -> result);
    }

    private End once() throws InterruptedException {
        return once(expectation::met);
    }

    /** The last attempt may be cut off at once: what the target said before tells more than that. */
    private String before() {
        return heard == null ? "" : "; the attempt before: " + heard.getMessage();
    }

    /** What is made of an answer. */
    private interface Reception {
        Result of(Result result) throws ConnectorException;
    }

    private End once(Reception reception) throws InterruptedException {
        count++;
        Duration limit = context.remaining();
        try {
            Request request = numbered(aim.request());
            Result result = watchdog.call(() -> connector.execute(request, context), limit);
            return new End(reception.of(result), null);
        } catch (ConnectorException e) {
            heard = e;
            return new End(null, e);
        } catch (InterruptedException e) {
            throw e;
        } catch (Watchdog.TimeOverException e) {
            return new End(
                    null,
                    ConnectorException.unknown(
                            "OPERATION_TIMEOUT",
                            "%s: no end within %s; whether it had an effect is not known%s"
                                    .formatted(aim.where(), Durations.format(limit), before())));
        } catch (IllegalArgumentException e) {
            return new End(
                    null,
                    ConnectorException.permanent(
                            "SETTING_UNUSABLE", aim.request().target() + ": " + e.getMessage(), e));
        } catch (Exception e) {
            return new End(
                    null,
                    ConnectorException.unknown("CONNECTOR_BROKEN", aim.request().target() + ": " + e, e));
        }
    }
}
