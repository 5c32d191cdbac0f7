package io.changeover.connector.postgresql;

import org.jspecify.annotations.Nullable;

/** A position in the write-ahead log, in bytes from its beginning. Unsigned. */
record Lsn(long bytes) implements Comparable<Lsn> {
    private static final int PAGE = 8192;
    private static final int LONG_HEADER = 40;

    /** Reads {@code 0/3000148}. */
    static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("'" + text + "' is not a log position such as 0/3000148");
        }
        long high = Long.parseLong(text.substring(0, slash), 16);
        long low = Long.parseLong(text.substring(slash + 1), 16);
        return new Lsn(high << 32 | low);
    }

    /** The same, where the server answered nothing. */
    static @Nullable Lsn parseNullable(@Nullable String text) {
        return text == null ? null : parse(text);
    }

    /** Whether this is where that is, or further. */
    boolean reached(Lsn other) {
        return compareTo(other) >= 0;
    }

    /** How many bytes there are from here to that; 0 when that is behind. */
    long distanceTo(Lsn other) {
        return reached(other) ? 0 : other.bytes - bytes;
    }

    /**
     * The same position as replay reports it. The insert position skips the header of a page that is not begun yet;
     * replay, which ends where the last record ended, would never get there.
     */
    Lsn withoutPageHeader() {
        long within = Long.remainderUnsigned(bytes, PAGE);
        return within <= LONG_HEADER ? new Lsn(bytes - within) : this;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(bytes, other.bytes);
    }

    /** As the server writes it. */
    @Override
    public String toString() {
        return "%X/%X".formatted(bytes >>> 32, bytes & 0xFFFFFFFFL);
    }
}
