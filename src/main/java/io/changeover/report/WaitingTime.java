package io.changeover.report;

import io.changeover.domain.plan.Window;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times in which a run waited for people: a decision was open, the run was paused (from an event {@code paused} to
 * the next {@code resumed}, {@code aborted} or {@code ended}), or the plan's window had not opened. The last is the time
 * from the end of the latest step or decision before an opening of the window to that opening, where no step and no
 * decision was open when it opened.
 */
final class WaitingTime {
    private final Records records;
    private final Span whole;

    WaitingTime(Records records) {
        this.records = records;
        this.whole = new Span(records.run().startedAt(), records.lastMoment());
    }

    /** Without overlap, in order, inside the run. */
    List<Span> spans() {
        List<Span> all = new ArrayList<>(decisions());
        all.addAll(pauses());
        windows().ifPresent(all::add);
        return Span.union(all.stream().map(span -> span.within(whole)).toList());
    }

    private List<Span> decisions() {
        return records.decisions().stream()
                .filter(one -> one.kind() != Decision.Kind.PROTECTION) // asked when the run had ended
                .map(one -> new Span(one.askedAt(), one.decidedAt().orElse(whole.to())))
                .toList();
    }

    private List<Span> pauses() {
        List<Span> pauses = new ArrayList<>();
        Optional<Instant> since = Optional.empty();
        for (RunEvent event : records.events()) {
            switch (event.what()) {
                case "PAUSED" -> since = since.or(() -> Optional.of(event.at()));
                case "RESUMED", "ABORTED", "ENDED" -> {
                    since.ifPresent(begin -> pauses.add(new Span(begin, event.at())));
                    since = Optional.empty();
                }
                default -> {}
            }
        }
        since.ifPresent(begin -> pauses.add(new Span(begin, whole.to())));
        return pauses;
    }

    private Optional<Span> windows() {
        return records.plan()
                .window()
                .filter(window -> !records.run().dryRun())
                .map(this::firstOpening)
                .filter(opens -> opens.isAfter(whole.from()) && opens.isBefore(whole.to()))
                .flatMap(this::quietBefore);
    }

    private Instant firstOpening(Window window) {
        return window.openingAt(whole.from()).opens();
    }

    private Optional<Span> quietBefore(Instant opens) {
        List<Span> busy = Stream.concat(
                        records.steps().stream()
                                .map(step -> new Span(
                                        step.startedAt(), step.endedAt().orElse(whole.to()))),
                        decisions().stream())
                .filter(span -> span.from().isBefore(opens))
                .toList();
        if (busy.stream().anyMatch(span -> span.to().isAfter(opens))) {
            return Optional.empty();
        }
        Instant quietSince =
                busy.stream().map(Span::to).max(Comparator.naturalOrder()).orElse(whole.from());
        return Optional.of(new Span(quietSince, opens));
    }
}
