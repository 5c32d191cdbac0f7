package io.changeover.bench;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A connector called {@code bench} whose operations take as long as they are told to and do nothing else. It notes when
 * each began and ended where the connector is called, so that all that the server does between two is seen.
 */
final class BenchSites implements Connector {
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private volatile Duration each = Duration.ZERO;

    /** One operation; the step is known by what it does and to which group. */
    private record Span(String step, long began, long ended) {}

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "bench",
                "Targets that take their time.",
                EnumSet.complementOf(EnumSet.of(Operation.FENCE)),
                Map.of(Kind.CHECK, List.of(Field.required("bench", Field.Type.TEXT, "What is asked."))));
    }

    /** Forgets what was noted; every operation takes that long from now on. */
    void begin(Duration delay) {
        spans.clear();
        each = delay;
    }

    @Override
    public Result execute(Request request, Context context) throws InterruptedException {
        long began = System.nanoTime();
        if (!each.isZero()) {
            Thread.sleep(each.toMillis());
        }
        String name = request.target().name();
        String step = request.operation() + " " + name.substring(0, name.indexOf('-'));
        Result result = result(request.operation(), request.target().site());
        spans.add(new Span(step, began, System.nanoTime()));
        return result;
    }

    private static Result result(Operation operation, String site) {
        return switch (operation) {
            case STATUS -> Result.unchanged("as wanted").with("state", site.equals("fra") ? "running" : "stopped");
            case MEASURE ->
                Result.unchanged("in step")
                        .with("lagBytes", "0")
                        .with("lagMillis", "0")
                        .with("primaryRole", "primary")
                        .with("standbyRole", "standby");
            case READ -> Result.unchanged("at fra").with("site", "fra");
            default -> Result.changed("done");
        };
    }

    /** How many operations there were since the beginning. */
    int count() {
        return spans.size();
    }

    /** The times between the end of a step's last operation and the begin of the next step's first, in milliseconds. */
    List<Double> gaps() {
        List<Span> steps = new ArrayList<>();
        spans.stream().sorted((a, b) -> Long.compare(a.began(), b.began())).forEach(span -> {
            int last = steps.size() - 1;
            if (last >= 0 && steps.get(last).step().equals(span.step())) {
                Span before = steps.get(last);
                steps.set(last, new Span(span.step(), before.began(), Math.max(before.ended(), span.ended())));
            } else {
                steps.add(span);
            }
        });
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < steps.size(); i++) {
            gaps.add((steps.get(i).began() - steps.get(i - 1).ended()) / 1e6);
        }
        return gaps;
    }
}
