package io.changeover.bench;

import io.changeover.connector.rsync.FolderPair;
import io.changeover.connector.rsync.RsyncConnector;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A folder of 10,000 files of which one in a hundred changes, copied by the connector's SYNC and by a bare rsync, in
 * turns, each to a folder of its own; and the PROVE that reads it all.
 */
final class RsyncBench {
    private static final int FILES = 10_000;
    private static final int SIZE = 20 * 1024;
    private static final int CHANGED = FILES / 100;
    private static final int WARM = 8;
    private static final int PAIRS = 15;

    private final FolderPair pair;
    private final RsyncConnector connector = new RsyncConnector();
    private final Path bare;
    private final Random random = new Random(7);
    private int round;

    private RsyncBench(FolderPair pair, Path bare) {
        this.pair = pair;
        this.bare = bare;
    }

    static List<Figure> figures() throws Exception {
        try (Folder folder = Folder.create();
                FolderPair pair = FolderPair.in(folder.path())) {
            return new RsyncBench(pair, Files.createDirectory(folder.path().resolve("bare"))).measure();
        }
    }

    private List<Figure> measure() throws Exception {
        fill();
        connector.execute(pair.request(Operation.SYNC, FolderPair.AMS, 1), pair.context());
        plain();
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> proofs = new ArrayList<>();
        for (round = 0; round < WARM + PAIRS; round++) {
            change();
            boolean first = round % 2 == 0;
            double one = first ? sync() : plain();
            double other = first ? plain() : sync();
            double proof =
                    timed(() -> connector.execute(pair.request(Operation.PROVE, FolderPair.AMS, 1), pair.context()));
            if (round >= WARM) {
                ours.add(first ? one : other);
                theirs.add(first ? other : one);
                proofs.add(proof);
            }
        }
        Bench.say("in turns, ms: SYNC %s, bare %s, PROVE %s".formatted(ours, theirs, proofs));
        double mine = Numbers.median(ours);
        double floor = Numbers.median(theirs);
        String how =
                "%,d files of %d KiB, 1 %% changed; medians of %d in turns; bare %.0f ms (%.0f to %.0f), SYNC %.0f ms (%.0f to %.0f)"
                        .formatted(
                                FILES,
                                SIZE / 1024,
                                PAIRS,
                                floor,
                                Numbers.percentile(theirs, 0),
                                Numbers.max(theirs),
                                mine,
                                Numbers.percentile(ours, 0),
                                Numbers.max(ours));
        return List.of(
                new Figure("rsync SYNC beside the bare command", mine / floor, 1.1, "×", how),
                new Figure(
                        "rsync PROVE, which reads every file on both sides",
                        Numbers.median(proofs),
                        2_000,
                        "ms",
                        "%.0f MiB a side, page cache warm; worst %.0f"
                                .formatted(FILES * (double) SIZE / 1024 / 1024, Numbers.max(proofs))));
    }

    private void fill() throws IOException {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(bytes);
            Files.createDirectories(file(i).getParent());
            Files.write(file(i), bytes);
        }
    }

    private Path file(int number) {
        return pair.path(FolderPair.FRA).resolve("d" + number / 100).resolve("f" + number);
    }

    /** A block in one file of each hundred; never the one of the round before. */
    private void change() throws IOException {
        byte[] block = new byte[4096];
        for (int i = 0; i < CHANGED; i++) {
            random.nextBytes(block);
            try (RandomAccessFile file =
                    new RandomAccessFile(file(i * 100 + round).toFile(), "rw")) {
                file.seek(8192);
                file.write(block);
            }
        }
    }

    private double sync() throws Exception {
        return timed(() -> {
            Result result = connector.execute(pair.request(Operation.SYNC, FolderPair.AMS, 1), pair.context());
            if (!String.valueOf(CHANGED).equals(result.outputs().get("files"))) {
                throw new IllegalStateException("wanted %d files sent, found %s".formatted(CHANGED, result));
            }
        });
    }

    private double plain() throws Exception {
        List<String> words = List.of(
                "rsync", "-a", "--delete", "-e", pair.login(FolderPair.AMS), pair.place(FolderPair.FRA), bare + "/");
        return timed(() -> {
            int code = new ProcessBuilder(words).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(words + " ended with " + code);
            }
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double timed(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }
}
