package io.changeover.connector.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the last bytes of a stream. Takes any amount without blocking. Thread-safe. */
final class OutputTail extends OutputStream {
    private final int limit;
    private byte[] bytes = new byte[512];
    private int size;
    private boolean truncated;
    private volatile long lastWrite = System.nanoTime();

    OutputTail(int limit) {
        this.limit = Math.max(limit, 0);
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
        lastWrite = System.nanoTime();
        int skip = Math.max(0, length - limit);
        int count = length - skip;
        truncated |= size + length > limit;
        // Moved only when twice the limit is full, so that a byte is copied once on average.
        if (size + count > Math.max(2 * limit, 512)) {
            int keep = Math.min(size, limit);
            System.arraycopy(bytes, size - keep, bytes, 0, keep);
            size = keep;
        }
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
        System.arraycopy(from, offset + skip, bytes, size, count);
        size += count;
    }

    /** When something was last written, by {@link System#nanoTime()}. */
    long lastWrite() {
        return lastWrite;
    }

    synchronized boolean truncated() {
        return truncated;
    }

    /** What is kept, as UTF-8. */
    synchronized String text() {
        int start = Math.max(0, size - limit);
        // The cut may have gone through a character.
        while (truncated && start < size && (bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        return new String(bytes, start, size - start, StandardCharsets.UTF_8);
    }
}
