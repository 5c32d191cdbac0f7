package io.changeover.connector.testing;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands on this machine as if it were the host, and remembers them. */
public final class LocalShell implements Shell {
    private final List<String> prefix;
    private final List<String> scripts = Collections.synchronizedList(new ArrayList<>());

    /** Runs commands under a prefix, such as {@code setpriv --reuid postgres …}. */
    public LocalShell(String... prefix) {
        this.prefix = List.of(prefix);
    }

    /** Every script run so far. */
    public List<String> scripts() {
        return List.copyOf(scripts);
    }

    @Override
    public CommandResult run(Command command) throws ConnectorException, InterruptedException {
        scripts.add(command.script());
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of("/bin/sh", "-c", command.script()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            if (command.input() != null) {
                process.getOutputStream().write(command.input().getBytes(StandardCharsets.UTF_8));
            }
            process.getOutputStream().close();
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw ConnectorException.unknown("COMMAND_TIMEOUT", "no end within " + command.timeout());
            }
            return new CommandResult(process.exitValue(), output.join(), error.join(), false);
        } catch (IOException e) {
            throw ConnectorException.transientFault("SSH_UNREACHABLE", "cannot run: " + e.getMessage(), e);
        }
    }

    @Override
    public Wire socket(String path, Duration limit) throws ConnectorException {
        return LocalWire.to(path);
    }

    private static String read(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
