package io.changeover.connector.runtime;

import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Shells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What one operation is lent, over all its attempts; whatever it leaves behind is masked. */
final class OperationContext implements Context {
    /** Somewhat less than the second that callers wait, so that each of their words is heard. */
    private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final Shells shells;
    private final Secrets secrets;
    private final Clock clock;
    private final Instant deadline;
    private final List<Reading> readings = new ArrayList<>();
    private final Printed printed;
    private final Consumer<String> progress;
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - APART_NANOS);

    OperationContext(Shells shells, Secrets secrets, Clock clock, Instant deadline, Consumer<String> progress) {
        this.printed = new Printed(secrets);
        this.shells = shells;
        this.secrets = secrets;
        this.clock = clock;
        this.deadline = deadline;
        this.progress = progress;
    }

    @Override
    public Shell shell(Host host) {
        return printed.listening(shells.on(host));
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Duration remaining() {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void read(String name, String value) {
        Reading reading = new Reading(clock.instant(), name, secrets.mask(value));
        boolean seen = readings.stream()
                .filter(earlier -> earlier.name().equals(name))
                .reduce((first, second) -> second)
                .filter(last -> last.value().equals(reading.value()))
                .isPresent();
        if (!seen) {
            readings.add(reading);
        }
    }

    @Override
    public void output(String text) {
        printed.keep(text);
    }

    @Override
    public void progress(String text) {
        long now = System.nanoTime();
        long last = toldAt.get();
        if (now - last >= APART_NANOS && toldAt.compareAndSet(last, now)) {
            progress.accept(secrets.mask(text));
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Duration left = remaining();
        Duration wait = duration.compareTo(left) < 0 ? duration : left;
        // Rounded up: a rest of less than a millisecond would otherwise be used for attempt after attempt.
        Thread.sleep(Math.max(0, wait.plusNanos(999_999).toMillis()));
    }

    List<Reading> readings() {
        return List.copyOf(readings);
    }

    String output() {
        return printed.kept();
    }

    /** What it has printed so far, and what its commands are writing. The one reading that other threads may use. */
    String printed() {
        return printed.now();
    }
}
