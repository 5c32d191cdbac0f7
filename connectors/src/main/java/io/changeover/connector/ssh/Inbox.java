package io.changeover.connector.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has come through a tunnel and was not read yet. Writing never waits: the thread that writes serves every other
 * tunnel of the jump host's connection too. What the two ends of SSH may send before they must wait for an answer bounds
 * its size. Thread-safe.
 */
final class Inbox extends OutputStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private byte[] bytes = new byte[4096];
    private int begin;
    private int end;
    private boolean closed;
    private volatile int patience;

    /** Reads fail with a {@link SocketTimeoutException} after so many milliseconds without anything; 0 is for ever. */
    void patience(int millis) {
        patience = millis;
    }

    int patience() {
        return patience;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (end + length > bytes.length) {
                byte[] room = end - begin + length > bytes.length
                        ? new byte[Math.max(2 * bytes.length, end - begin + length)]
                        : bytes;
                System.arraycopy(bytes, begin, room, 0, end - begin);
                bytes = room;
                end -= begin;
                begin = 0;
            }
            System.arraycopy(from, offset, bytes, end, length);
            end += length;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private byte[] taken(int most) throws SocketTimeoutException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(patience == 0 ? Integer.MAX_VALUE : patience);
            while (begin == end && !closed) {
                if (left <= 0) {
                    throw new SocketTimeoutException("nothing came within " + patience + " ms");
                }
                left = more.awaitNanos(left);
            }
            byte[] some = Arrays.copyOfRange(bytes, begin, begin + Math.min(most, end - begin));
            begin += some.length;
            return some;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new byte[0];
        } finally {
            lock.unlock();
        }
    }

    /** Its other end. */
    InputStream reader() {
        return new InputStream() {
            @Override
            public int read() throws SocketTimeoutException {
                byte[] one = taken(1);
                return one.length == 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws SocketTimeoutException {
                byte[] some = taken(length);
                System.arraycopy(some, 0, into, offset, some.length);
                return some.length == 0 && length > 0 ? -1 : some.length;
            }
        };
    }
}
