package io.changeover.connector.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Standard error of a remote command: takes out the line with the process id, keeps the rest. Closed exactly when the
 * channel ends, which is how the end is noticed without asking for it again and again.
 */
final class ErrorStream extends OutputStream {
    private static final int SEARCHED = 32 * 1024;

    private final OutputTail tail;
    private final Pattern mark;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final CompletableFuture<Long> process = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean leads;

    ErrorStream(OutputTail tail, String token) {
        this.tail = tail;
        this.mark = Pattern.compile(Pattern.quote(token) + " (\\d{1,18}) (\\S{1,64})\\n");
    }

    /** The process id of the command's group; fails where the command ended without telling it. */
    CompletableFuture<Long> process() {
        return process;
    }

    /** Whether the server had made the command the leader of its group; false until the process id is known. */
    boolean leads() {
        return leads;
    }

    CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (process.isDone()) {
            tail.write(bytes, offset, length);
            return;
        }
        head.write(bytes, offset, length);
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher found = mark.matcher(text);
        if (found.find()) {
            pass(text.substring(0, found.start()) + text.substring(found.end()));
            leads = found.group(2).equals("/bin/sh");
            process.complete(Long.parseLong(found.group(1)));
        } else if (head.size() > SEARCHED) {
            giveUp();
        }
    }

    private void pass(String text) {
        byte[] rest = text.getBytes(StandardCharsets.ISO_8859_1);
        if (rest.length > 0) {
            tail.write(rest, 0, rest.length);
        }
        head.reset();
    }

    private void giveUp() {
        pass(head.toString(StandardCharsets.ISO_8859_1));
        process.completeExceptionally(new IllegalStateException("the command never told its process id"));
    }

    @Override
    public synchronized void close() {
        if (!process.isDone()) {
            giveUp();
        }
        closed.complete(null);
    }
}
