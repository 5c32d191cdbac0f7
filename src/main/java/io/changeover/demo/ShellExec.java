package io.changeover.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One remote command: a real shell process whose streams and exit code are the channel's. Ends with the channel. */
final class ShellExec implements Command {
    /** How long output is awaited after the exit, if a background process keeps the stream open. */
    private static final int GRACE_MILLIS = 250;

    private static final int COULD_NOT_START = 126;

    private final String script;
    private final Path home;
    private final Executor threads;
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private @Nullable OutputStream error;
    private @Nullable ExitCallback exit;
    private volatile @Nullable Process process;

    /** @param home the working folder and {@code HOME} */
    ShellExec(String script, Path home, Executor threads) {
        this.script = script;
        this.home = home;
        this.threads = threads;
    }

    @Override
    public void setInputStream(InputStream stream) {
        input = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        output = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        error = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", script)).directory(home.toFile());
        builder.environment().putAll(environment.getEnv());
        builder.environment().put("HOME", home.toString());
        Process started = builder.start();
        process = started;
        environment.addSignalListener((ended, signal) -> end());
        threads.execute(() -> feed(started));
        CompletableFuture<Void> read = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> copy(started.getInputStream(), output), threads),
                CompletableFuture.runAsync(() -> copy(started.getErrorStream(), error), threads));
        threads.execute(() -> report(started, read));
    }

    @Override
    public void destroy(ChannelSession channel) {
        end();
    }

    private void end() {
        Process running = process;
        if (running != null && running.isAlive()) {
            running.descendants().forEach(ProcessHandle::destroy);
            running.destroy();
        }
    }

    private void report(Process started, CompletableFuture<Void> read) {
        int code = COULD_NOT_START;
        try {
            code = started.waitFor();
            read.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException streamStillOpen) {
            // The exit code is known, which is what the caller waits for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (exit != null) {
            exit.onExit(code);
        }
    }

    private void feed(Process started) {
        try (OutputStream stream = started.getOutputStream()) {
            copy(input, stream);
        } catch (IOException notRead) {
            // A command need not read its input.
        }
    }

    private static void copy(@Nullable InputStream from, @Nullable OutputStream to) {
        if (from == null || to == null) {
            return;
        }
        byte[] buffer = new byte[8_192];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException closed) {
            // One of the two ends is gone: there is nothing more to carry.
        }
    }
}
