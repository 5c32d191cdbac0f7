package io.changeover.connector.rsync;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells how far a pass is that takes long, while it runs: how many bytes were written, of how many, how fast, and how long
 * the rest may take. Looks once a second at the processes of the host that runs rsync, which must be a Linux; the pass
 * does not know of it, and nothing depends on what it finds.
 */
final class Progress {
    private static final long EVERY_MILLIS = 1_000;
    private static final double MIB = 1024.0 * 1024;

    private final Hands hands;
    private final Words words;
    private final Side standby;
    private final boolean measured;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long begun = System.nanoTime();
    private final Thread thread = new Thread(this::follow, "rsync-progress");

    private Progress(Hands hands, Words words, Side standby, boolean measured) {
        this.hands = hands;
        this.words = words;
        this.standby = standby;
        this.measured = measured;
        thread.setDaemon(true);
    }

    /**
     * Follows a pass that begins now, until it is closed.
     *
     * @param measured whether it may find out how much there is to copy, which looks at every file once more
     */
    static Progress of(Hands hands, Words words, Side standby, boolean measured) {
        Progress progress = new Progress(hands, words, standby, measured);
        progress.thread.start();
        return progress;
    }

    private void follow() {
        try {
            if (ended.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            OptionalLong whole = measured ? whole() : OptionalLong.empty();
            do {
                written().ifPresent(bytes -> hands.context().progress(words(bytes, whole)));
            } while (!ended.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (ConnectorException | RuntimeException e) {
            // Nobody needs it: the pass itself says what is wrong.
            ended.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many bytes there are to write in all: those written so far, and the files that still differ. */
    private OptionalLong whole() throws ConnectorException, InterruptedException {
        long before = written().orElse(0);
        CommandResult told = hands.run(words.runner(), Scripts.pass(words.command(Words.Way.COMPARE, null), 0), null);
        Report report = Report.parse(told.output());
        if (report.exit() != 0 || report.bytes() == 0) {
            return OptionalLong.empty();
        }
        // Of a single file all is counted, also what of it is written already.
        return OptionalLong.of(report.files() == 1 ? Math.max(before, report.bytes()) : before + report.bytes());
    }

    private OptionalLong written() throws ConnectorException, InterruptedException {
        String told = hands.run(words.runner(), Scripts.written(standby), null)
                .output()
                .strip();
        return told.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(told)) : OptionalLong.empty();
    }

    private String words(long bytes, OptionalLong whole) {
        double seconds = Math.max(0.001, (System.nanoTime() - begun) / 1e9);
        double rate = bytes / seconds;
        if (whole.isEmpty()) {
            return "%s written, %s/s".formatted(size(bytes), size(rate));
        }
        long all = Math.max(whole.getAsLong(), bytes);
        Duration left = Duration.ofMillis((long) (1_000 * (all - bytes) / Math.max(rate, 1)));
        return "%s of about %s written (%d %%), %s/s, about %s left"
                .formatted(size(bytes), size(all), 100 * bytes / Math.max(all, 1), size(rate), Durations.format(left));
    }

    private static String size(double bytes) {
        if (bytes < MIB) {
            return Math.round(bytes / 1024) + " KiB";
        }
        boolean large = bytes >= 1024 * MIB;
        return String.format(Locale.ROOT, large ? "%.1f GiB" : "%.1f MiB", bytes / (large ? 1024 * MIB : MIB));
    }

    /** The pass has ended. */
    void close() {
        ended.countDown();
        thread.interrupt();
    }
}
