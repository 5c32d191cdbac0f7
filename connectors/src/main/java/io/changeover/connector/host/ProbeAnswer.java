package io.changeover.connector.host;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host answered to {@link ProbeScript}. */
record ProbeAnswer(Skew.Reading begun, Skew.Reading ended, List<Room> rooms) {
    private static final Pattern TIME = Pattern.compile("(begun|ended) (\\d{1,11})(?:\\.(\\d{9}))?.*");
    private static final Pattern SIZES =
            Pattern.compile("(room|inodes) .*?\\s(\\d{1,18})\\s+(\\d{1,18})\\s+(-?\\d{1,18})\\s+(?:\\d+%|-)\\s+(/.*)");

    /**
     * Reads it.
     *
     * @throws ConnectorException if it is not what a POSIX shell with date and df would answer
     */
    static ProbeAnswer of(Host host, CommandResult answer) throws ConnectorException {
        Map<String, Skew.Reading> times = new LinkedHashMap<>();
        Map<String, long[]> rooms = new LinkedHashMap<>();
        Map<String, long[]> inodes = new LinkedHashMap<>();
        Set<String> fixed = new HashSet<>();
        answer.output().lines().forEach(line -> {
            Matcher time = TIME.matcher(line);
            Matcher sizes = SIZES.matcher(line);
            if (time.matches()) {
                times.put(time.group(1), reading(time));
            } else if (sizes.matches()) {
                long[] numbers = {Long.parseLong(sizes.group(2)), Long.parseLong(sizes.group(4))};
                (sizes.group(1).equals("room") ? rooms : inodes).put(sizes.group(5), numbers);
            } else if (line.startsWith("fixed ")) {
                fixed.add(line.substring("fixed ".length()));
            }
        });
        Skew.Reading begun = times.get("begun");
        Skew.Reading ended = times.get("ended");
        if (begun == null || ended == null || rooms.isEmpty()) {
            throw ConnectorException.permanent(
                    "HOST_SHELL",
                    "%s: wanted a POSIX shell with date and df, found exit code %d: %s"
                            .formatted(host, answer.exitCode(), answer.summary()));
        }
        List<Room> all = new ArrayList<>();
        rooms.forEach((mount, size) -> {
            if (!fixed.contains(mount)) {
                long[] files = inodes.getOrDefault(mount, new long[] {0, 0});
                all.add(new Room(mount, size[0], size[1], files[0], files[1]));
            }
        });
        return new ProbeAnswer(begun, ended, List.copyOf(all));
    }

    /** A date without fractions of a second, as some systems have it, is up to a second behind. */
    private static Skew.Reading reading(Matcher time) {
        Instant second = Instant.ofEpochSecond(Long.parseLong(time.group(2)));
        String fraction = time.group(3);
        return fraction == null
                ? new Skew.Reading(second, Duration.ofSeconds(1))
                : new Skew.Reading(second.plusNanos(Long.parseLong(fraction)), Duration.ZERO);
    }
}
