package io.changeover.connector.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.Shell;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One command over one channel. Output is taken by the connection's own thread, so that no other thread is needed and a
 * command that writes much is never held up.
 */
final class RemoteRun {
    /** What came of opening the channel. */
    enum Opening {
        /** The command was sent. */
        SENT,
        /** The server has too many sessions on this connection; nothing was run. */
        REFUSED,
        /** The connection is gone or silent; nothing was run. */
        DEAD,
        /** The connection broke while the command was being sent. */
        LOST
    }

    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofMillis(500);

    private final ChannelExec channel;
    private final OutputTail output;
    private final OutputTail error;
    private final ErrorStream errorStream;
    private final CompletableFuture<Opening> opening = new CompletableFuture<>();

    private RemoteRun(ChannelExec channel, String text, String token, Command command, Shell.Listener listener) {
        this.channel = channel;
        output = new OutputTail(command.outputLimit(), listener::output);
        error = new OutputTail(command.outputLimit(), listener::error);
        errorStream = new ErrorStream(error, token);
        channel.setCommand(text.getBytes(StandardCharsets.UTF_8));
        channel.setOutputStream(output);
        channel.setErrStream(errorStream);
        String input = command.input();
        if (input != null) {
            channel.setInputStream(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** A run that is ready to be opened, or null where the connection is gone. */
    static @Nullable RemoteRun on(
            Session session, String text, String token, Command command, Shell.Listener listener) {
        try {
            return session.openChannel("exec") instanceof ChannelExec channel
                    ? new RemoteRun(channel, text, token, command, listener)
                    : null;
        } catch (JSchException e) {
            return null;
        }
    }

    /**
     * Opens the channel and sends the command. In a thread of its own because JSch swallows an interrupt here; without
     * JSch's own time limit because with one it asks for a reply and looks for it every 10 ms.
     */
    Opening open(Executor threads, Duration limit) throws InterruptedException {
        threads.execute(() -> opening.complete(opened()));
        try {
            return opening.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Opening.DEAD;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Opening opened() {
        try {
            channel.connect();
            return Opening.SENT;
        } catch (JSchException e) {
            String text = String.valueOf(e.getMessage());
            if (text.equals("session is down")) {
                return Opening.DEAD;
            }
            if (!text.equals("channel is not opened.")) {
                return Opening.LOST;
            }
            // Set from the server's reason; without an answer it keeps its first value.
            return channel.getExitStatus() == -1 ? Opening.DEAD : Opening.REFUSED;
        }
    }

    /** Makes sure that a channel which is still being opened runs nothing once it is open. */
    void abandon() {
        channel.setCommand(":");
    }

    /** The opening, which may still be under way after {@link #open} was interrupted. */
    CompletableFuture<Opening> opening() {
        return opening;
    }

    /**
     * Waits for the end: the channel's, or the command's where a process that it left behind holds the channel open and
     * writes nothing.
     *
     * @return whether it has ended within the limit
     */
    boolean await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long left = Math.min(deadline - System.nanoTime(), LOOK.toNanos());
            try {
                errorStream.closed().get(Math.max(left, 0), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                if (channel.getExitStatus() != -1 && quiet()) {
                    return true;
                }
                if (deadline - System.nanoTime() <= 0) {
                    return false;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean quiet() {
        long since = System.nanoTime() - QUIET.toNanos();
        return output.lastWrite() - since < 0 && error.lastWrite() - since < 0;
    }

    /** How it ended, or null where the connection broke first. */
    @Nullable
    CommandResult result() {
        int status = channel.getExitStatus();
        String signal = channel.getExitSignal();
        if (status == -1 && signal == null) {
            return null;
        }
        int code = signal == null ? status : 128 + SIGNALS.getOrDefault(signal, 0);
        return new CommandResult(code, output.text(), error.text(), output.truncated() || error.truncated());
    }

    /** The id of its process group, once it has told it. */
    CompletableFuture<Long> process() {
        return errorStream.process();
    }

    /** Whether the server makes its commands leaders of their groups, as far as this one has told. */
    boolean leads() {
        return errorStream.leads();
    }

    void close() {
        channel.disconnect();
    }
}
