package io.changeover.connector.ssh;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Keeps the last bytes of a stream and tells each piece as text. Takes any amount without blocking. Thread-safe. */
final class OutputTail extends OutputStream {
    private final int limit;
    private byte[] bytes = new byte[512];
    private int size;
    private boolean truncated;
    private final Consumer<String> written;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** The beginning of a character of which the rest has not come yet. */
    private byte[] begun = {};

    private volatile long lastWrite = System.nanoTime();

    /** @param written takes each piece as text */
    OutputTail(int limit, Consumer<String> written) {
        this.limit = Math.max(limit, 0);
        this.written = written;
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
        written.accept(decoded(from, offset, length));
    }

    private String decoded(byte[] from, int offset, int length) {
        ByteBuffer in = ByteBuffer.allocate(begun.length + length);
        in.put(begun).put(from, offset, length).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder.decode(in, out, false);
        begun = new byte[in.remaining()];
        in.get(begun);
        return out.flip().toString();
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
