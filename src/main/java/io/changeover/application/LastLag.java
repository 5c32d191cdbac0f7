package io.changeover.application;

import io.changeover.application.port.WatchStore.Sample;
import io.changeover.connector.spi.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The last lag of a dataset that could be told in bytes, and how old it was when the dataset fell silent.
 *
 * @param silentAt when it could be read no more; empty where the watch has noticed nothing
 */
record LastLag(Sample sample, Optional<Instant> silentAt) {
    /** From the series of one dataset, oldest first; empty where bytes are in none of it. */
    static Optional<LastLag> of(List<Sample> series) {
        int last = -1;
        for (int index = 0; index < series.size(); index++) {
            if (series.get(index).lag().bytes().isPresent()) {
                last = index;
            }
        }
        if (last < 0) {
            return Optional.empty();
        }
        Optional<Instant> silent =
                series.stream().skip(last + 1L).map(Sample::at).findFirst();
        return Optional.of(new LastLag(series.get(last), silent));
    }

    /** How much, and when relative to the silence: for one line. */
    String brief(Instant looked) {
        return "last read as %d bytes behind, %s".formatted(sample.lag().bytes().orElseThrow(), age(looked));
    }

    /** The same with its time and what it does not say. */
    String words(Instant looked) {
        return "%s was last read as %s behind, at %s, %s; what was written after that is not in it"
                .formatted(sample.dataset(), sample.lag(), sample.at(), age(looked));
    }

    private String age(Instant looked) {
        Instant end = silentAt.orElse(looked);
        Duration age = Duration.between(sample.at(), end);
        return Durations.format(age.isNegative() ? Duration.ZERO : age)
                + (silentAt.isPresent() ? " before it could be read no more" : " before this look");
    }
}
