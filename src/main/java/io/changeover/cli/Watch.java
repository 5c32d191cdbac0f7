package io.changeover.cli;

import io.changeover.api.model.RunDetail;
import io.changeover.api.model.RunView;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at a run again and again and shows what is new, through restarts of the server. */
final class Watch {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> GOOD =
            Set.of("COMPLETED", "COMPLETED_WITH_SKIPS", "COMPLETED_UNPROTECTED", "REHEARSED");

    private final RootCommand root;
    private final Printer printer;
    private final String run;
    private final Timeline timeline;
    private final Screen screen;
    private final Clock clock = Clock.systemUTC();
    private Duration away = Duration.ZERO;

    Watch(RootCommand root, String run) {
        this.root = root;
        this.printer = root.printer();
        this.run = run;
        this.timeline = new Timeline(root.times());
        this.screen = new Screen(root.around().out());
    }

    /** Shows the run until it ends; answers the exit code that its outcome means. */
    int toTheEnd() throws InterruptedException {
        Api api = root.api();
        while (true) {
            RunDetail detail = look(api);
            if (detail != null) {
                show(detail);
                if (detail.run().state().equals("ENDED")) {
                    return end(detail);
                }
            }
            root.around().pause().pause(EVERY);
        }
    }

    private @Nullable RunDetail look(Api api) {
        long begun = System.nanoTime();
        try {
            RunDetail detail = api.get("/runs/" + Api.encode(run), RunDetail.class);
            away = Duration.ZERO;
            return detail;
        } catch (Failure failure) {
            if (failure.error().isPresent() || failure.exit() == Exit.REFUSED) {
                throw failure;
            }
            boolean first = away.isZero();
            away = away.plus(EVERY).plusNanos(System.nanoTime() - begun);
            if (away.compareTo(PATIENCE) >= 0) {
                throw Failure.unknown("how run %s went on: %s".formatted(run, failure.sentence()));
            }
            if (first) {
                printer.aside(
                        "changeover: " + failure.sentence().lines().findFirst().orElse("") + "; trying on");
            }
            return null;
        }
    }

    private void show(RunDetail detail) {
        if (printer.forPrograms()) {
            return;
        }
        if (root.around().terminal()) {
            screen.draw(Frame.of(detail, clock.instant()));
        } else {
            timeline.news(detail).forEach(printer::line);
        }
    }

    private int end(RunDetail detail) {
        RunView ended = detail.run();
        String outcome = ended.outcome() == null ? "UNKNOWN" : ended.outcome();
        if (printer.forPrograms()) {
            printer.json(detail);
        } else {
            if (root.around().terminal()) {
                printer.line(timeline.ending(ended));
            }
            Timeline.failures(detail).forEach(printer::line);
        }
        if (outcome.equals("UNKNOWN")) {
            return Exit.UNKNOWN;
        }
        return GOOD.contains(outcome) ? Exit.DONE : Exit.FAILED;
    }
}
