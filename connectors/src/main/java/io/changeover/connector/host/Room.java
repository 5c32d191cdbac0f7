package io.changeover.connector.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file system of a host.
 *
 * @param mount where it is mounted
 * @param size of it in KiB
 * @param free what users without privileges may still write, in KiB
 * @param inodes how many files it can hold; 0 where that is not bounded
 * @param freeInodes how many more
 */
record Room(String mount, long size, long free, long inodes, long freeInodes) {
    private static final long MIB = 1024;
    private static final long LEAST = 100 * MIB;
    private static final long ENOUGH = 1024 * MIB;

    /** 1 % of it, though at least 100 MiB and at most 1 GiB; of a small one a tenth. */
    private long wanted() {
        return Math.min(size / 10, Math.min(ENOUGH, Math.max(LEAST, size / 100)));
    }

    /** What it is short of, in words. */
    List<String> lack() {
        List<String> lacking = new ArrayList<>();
        if (free < wanted()) {
            lacking.add("%s free of %s at %s, where at least %s are wanted"
                    .formatted(words(free), words(size), mount, words(wanted())));
        }
        if (inodes > 0 && freeInodes < inodes / 100) {
            lacking.add("%d free inodes of %d at %s, where at least %d are wanted"
                    .formatted(freeInodes, inodes, mount, inodes / 100));
        }
        return lacking;
    }

    private static String words(long kib) {
        return kib < 1024 * MIB
                ? kib / MIB + " MiB"
                : String.format(Locale.ROOT, "%.1f GiB", kib / (double) (1024 * MIB));
    }

    @Override
    public String toString() {
        return words(free) + " free at " + mount;
    }
}
