package io.changeover.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was seen, in short: a plan of a thousand members is written every few seconds. */
final class SightRows {
    private static final int LONGEST = 1_000_000;

    private SightRows() {}

    /** One sight; times and ages in milliseconds. */
    record Row(
            String w,
            String n,
            String s,
            long t,
            String f,
            @Nullable Long b,
            @Nullable Long m,
            @Nullable String x) {}

    static String write(List<Sight> sights) {
        String all = Columns.json(sights.stream().map(one -> row(one, true)).toList());
        return all.length() <= LONGEST
                ? all
                : Columns.json(sights.stream().map(one -> row(one, false)).toList());
    }

    private static Row row(Sight one, boolean words) {
        OptionalLong bytes = one.lag().bytes();
        boolean good = one.found() != Found.UNKNOWN && one.found() != Found.LOST && one.found() != Found.STOPPED;
        return new Row(
                one.what().name(),
                one.name(),
                one.site().value(),
                one.at().toEpochMilli(),
                one.found().name(),
                bytes.isPresent() ? bytes.getAsLong() : null,
                one.lag().age().map(Duration::toMillis).orElse(null),
                words && !good ? one.words() : null);
    }

    static List<Sight> read(String text) {
        return Columns.json(text, new TypeReference<List<Row>>() {}).stream()
                .map(SightRows::sight)
                .toList();
    }

    private static Sight sight(Row row) {
        Lag lag = lag(row.b(), row.m());
        String words = row.x();
        return new Sight(
                Sight.What.valueOf(row.w()),
                row.n(),
                new SiteId(row.s()),
                Instant.ofEpochMilli(row.t()),
                Found.valueOf(row.f()),
                lag,
                words == null ? "" : words);
    }

    static Lag lag(@Nullable Long bytes, @Nullable Long millis) {
        return new Lag(
                bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes),
                Optional.ofNullable(millis).map(Duration::ofMillis));
    }
}
