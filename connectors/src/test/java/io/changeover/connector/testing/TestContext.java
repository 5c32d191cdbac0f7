package io.changeover.connector.testing;

import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Shell;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** What the runtime would lend to an operation, with the readings in the open. */
public final class TestContext implements Context {
    private final Function<Host, Shell> shells;
    private final Instant deadline;
    private final List<Reading> readings = new ArrayList<>();
    private final StringBuilder output = new StringBuilder();
    private final List<String> progress = new CopyOnWriteArrayList<>();

    /** A context with that long to go. */
    public TestContext(Function<Host, Shell> shells, Duration limit) {
        this.shells = shells;
        this.deadline = Instant.now().plus(limit);
    }

    /** A context in which every host is this machine. */
    public static TestContext local(LocalShell shell) {
        return new TestContext(host -> shell, Duration.ofSeconds(30));
    }

    /** What was read so far. */
    public List<Reading> readings() {
        return List.copyOf(readings);
    }

    /** The last value read under that name, or an empty text. */
    public String lastReading(String name) {
        return readings.stream()
                .filter(reading -> reading.name().equals(name))
                .reduce((first, second) -> second)
                .map(Reading::value)
                .orElse("");
    }

    /** All output so far. */
    public String output() {
        return output.toString();
    }

    @Override
    public Shell shell(Host host) {
        return shells.apply(host);
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Duration remaining() {
        Duration left = Duration.between(Instant.now(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void read(String name, String value) {
        readings.add(new Reading(Instant.now(), name, value));
    }

    @Override
    public void output(String text) {
        output.append(text);
    }

    /** What was told while it went on. */
    public List<String> progress() {
        return List.copyOf(progress);
    }

    @Override
    public void progress(String text) {
        progress.add(text);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
