package io.changeover.dashboard;

import io.changeover.application.PlanWatch;
import io.changeover.application.port.WatchStore.Sample;
import io.changeover.connector.spi.Durations;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the watch sees of a plan, for its card. */
@Component
final class PlanSights {
    /** Cards are fetched again and again: a plan of many datasets shows the first ones. */
    private static final int SHOWN = 5;

    private static final Duration BACK = Duration.ofMinutes(30);
    private static final int POINTS = 60;
    private static final int WIDTH = 100;
    private static final int HEIGHT = 20;

    private final PlanWatch watch;
    private final Clock clock;

    PlanSights(PlanWatch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    PlanCard.Seen of(PlanId id) {
        return watch.seen(id).map(this::seen).orElse(PlanCard.Seen.NOTHING);
    }

    private PlanCard.Seen seen(PlanWatch.Seen seen) {
        List<String> wrong = new ArrayList<>();
        seen.maintenance().ifPresent(hold -> wrong.add(words("Under maintenance", hold)));
        seen.coolDown().ifPresent(hold -> wrong.add(words("The trigger waits for an acknowledgement", hold)));
        seen.alarms().forEach(alarm -> wrong.add(alarm.sentence()));
        List<PlanCard.Lagging> lags = seen.look().stream()
                .flatMap(look -> look.of(What.LAG).limit(SHOWN).map(sight -> lagging(look, sight)))
                .toList();
        return new PlanCard.Seen(seen.look().map(Look::at).orElse(null), lags, wrong);
    }

    private static String words(String what, Hold hold) {
        return "%s, says %s: %s".formatted(what, hold.begunBy(), hold.reason());
    }

    private PlanCard.Lagging lagging(Look look, Sight sight) {
        Duration objective = Look.objective(look.plan(), sight.name());
        Optional<Duration> age = sight.lag().age();
        Tone tone = age.map(one -> one.compareTo(objective) > 0 ? Tone.BAD : Tone.GOOD)
                .orElse(Tone.WARNING);
        String words = age.map(one -> "%s of %s".formatted(Durations.format(one), Durations.format(objective)))
                .orElse("unknown");
        return new PlanCard.Lagging(
                sight.name(), tone, words, points(look.plan().id(), sight.name(), objective));
    }

    private String points(PlanId plan, String dataset, Duration objective) {
        Instant from = clock.instant().minus(BACK);
        return watch.series(plan, Optional.of(dataset), BACK, POINTS).stream()
                .filter(sample -> sample.lag().age().isPresent())
                .map(sample -> point(sample, from, objective))
                .collect(Collectors.joining(" "));
    }

    /** The objective is at the top. */
    private static String point(Sample sample, Instant from, Duration objective) {
        double x = Duration.between(from, sample.at()).toMillis() * (double) WIDTH / BACK.toMillis();
        double part = sample.lag().age().orElseThrow().toMillis() / (double) Math.max(1, objective.toMillis());
        return String.format(Locale.ROOT, "%.1f,%.1f", x, HEIGHT - Math.min(1, part) * HEIGHT);
    }
}
