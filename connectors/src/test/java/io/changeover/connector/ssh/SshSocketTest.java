package io.changeover.connector.ssh;

import static io.changeover.connector.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.Shell;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.spi.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unix domain sockets through a real OpenSSH server. The program behind the socket sends back what it gets. */
class SshSocketTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private OpenSshDaemon daemon;
    private ServerSocketChannel listener;
    private Path path;
    private final SshShells shells = new SshShells();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void startBoth() throws Exception {
        daemon = new OpenSshDaemon(folder);
        path = folder.resolve("it's a socket");
        listener = listen(path);
    }

    @AfterEach
    void stopBoth() throws Exception {
        shells.close();
        daemon.close();
        listener.close();
        threads.shutdownNow();
    }

    private ServerSocketChannel listen(Path at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(at));
        threads.submit(() -> {
            while (true) {
                SocketChannel one = server.accept();
                threads.submit(() -> echo(one));
            }
        });
        return server;
    }

    private static Void echo(SocketChannel channel) throws IOException {
        try (channel) {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                if (buffer.limit() > 2 && buffer.get(buffer.limit() - 2) == '!') {
                    return null;
                }
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            }
        }
        return null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String received(Wire wire, int length) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < length) {
            byte[] more = wire.receive(LIMIT);
            assertThat(more).isNotEmpty();
            all.write(more);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Test
    void bytesGoBothWaysInOrder() throws Exception {
        try (Wire wire = shells.on(daemon.host()).socket(path.toString(), LIMIT)) {
            for (String text : List.of("one\n", "two ü\n", "x".repeat(200_000) + "\n")) {
                wire.send(bytes(text), LIMIT);
                assertThat(received(wire, bytes(text).length)).isEqualTo(text);
            }
        }
    }

    @Test
    void theOtherEndsCloseIsTheEnd() throws Exception {
        try (Wire wire = shells.on(daemon.host()).socket(path.toString(), LIMIT)) {
            wire.send(bytes("bye!\n"), LIMIT);

            assertThat(wire.receive(LIMIT)).isEmpty();
            assertThat(wire.receive(LIMIT)).isEmpty();
        }
    }

    @Test
    void silenceIsOverAtTheLimitAndAtAnInterrupt() throws Exception {
        try (Wire wire = shells.on(daemon.host()).socket(path.toString(), LIMIT)) {
            refused(() -> wire.receive(Duration.ofMillis(200)), "SOCKET_TIMEOUT", Verdict.UNKNOWN, "200 ms");

            Future<byte[]> waiting = threads.submit(() -> {
                Thread.currentThread().interrupt();
                return wire.receive(LIMIT);
            });
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aServerThatDiesEndsTheConnection() throws Exception {
        try (Wire wire = shells.on(daemon.host()).socket(path.toString(), LIMIT)) {
            daemon.stop();

            assertThat(wire.receive(LIMIT)).isEmpty();
            refused(() -> wire.send(bytes("lost\n"), LIMIT), "SOCKET_LOST", Verdict.UNKNOWN, "closed");
        }
        daemon.start();
        try (Wire wire = shells.on(daemon.host()).socket(path.toString(), LIMIT)) {
            wire.send(bytes("again\n"), LIMIT);
            assertThat(received(wire, 6)).isEqualTo("again\n");
        }
    }

    @Test
    void aConnectionThatHasGoneSilentIsReplaced() throws Exception {
        try (SshShells quick = new SshShells(SshOptions.defaults().withConnectTimeout(Duration.ofSeconds(1)))) {
            Shell patient = quick.on(daemon.host());
            patient.run(Command.script("true", LIMIT));
            daemon.freezeConnections();

            try (Wire wire = patient.socket(path.toString(), LIMIT)) {
                wire.send(bytes("alive\n"), LIMIT);
                assertThat(received(wire, 6)).isEqualTo("alive\n");
            }
        }
    }

    @Test
    void openingEndsAtAnInterrupt() throws Exception {
        Shell shell = shells.on(daemon.host());
        shell.run(Command.script("true", LIMIT));
        daemon.freezeConnections();

        Future<Wire> opening = threads.submit(() -> {
            Thread.currentThread().interrupt();
            return shell.socket(path.toString(), LIMIT);
        });

        assertThatThrownBy(opening::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void whyASocketCannotBeOpenedIsTold() throws Exception {
        Shell shell = shells.on(daemon.host());
        Path file = Files.writeString(folder.resolve("file"), "");
        listener.close();

        refused(() -> shell.socket(folder + "/no", LIMIT), "SOCKET_REFUSED", Verdict.TRANSIENT, "nothing there");
        refused(() -> shell.socket(file.toString(), LIMIT), "SOCKET_FORBIDDEN", Verdict.PERMANENT, "no socket");
        refused(() -> shell.socket(path.toString(), LIMIT), "SOCKET_REFUSED", Verdict.TRANSIENT, "nobody listens");
    }

    @Test
    void aServerThatDoesNotForwardIsNamed() throws Exception {
        try (OpenSshDaemon strict =
                new OpenSshDaemon(Files.createDirectory(folder.resolve("strict")), "AllowStreamLocalForwarding no")) {
            Shell shell = shells.on(strict.host());
            refused(
                    () -> shell.socket(path.toString(), LIMIT),
                    "SOCKET_FORBIDDEN",
                    Verdict.PERMANENT,
                    "AllowStreamLocalForwarding");
            // The name it was bound under and renamed from, as HAProxy does.
            Path before = folder.resolve("ha.sock.77.tmp");
            try (ServerSocketChannel renamed = listen(before)) {
                Path after = Files.move(before, folder.resolve("ha.sock"));
                assertThat(renamed.isOpen()).isTrue();
                refused(
                        () -> shell.socket(after.toString(), LIMIT),
                        "SOCKET_FORBIDDEN",
                        Verdict.PERMANENT,
                        "AllowStreamLocalForwarding");
            }
        }
    }

    @Test
    void channelsAreGivenBackSoThatAnyNumberMayFollow() throws Exception {
        Shell shell = shells.on(daemon.host());
        for (int round = 0; round < 4; round++) {
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                wires.add(shell.socket(path.toString(), LIMIT));
                wires.get(i).send(bytes("%03d\n".formatted(i)), LIMIT);
            }
            for (int i = 0; i < 30; i++) {
                assertThat(received(wires.get(i), 4)).isEqualTo("%03d\n".formatted(i));
            }
            wires.forEach(Wire::close);
        }
        assertThat(daemon.connections()).isBetween(1L, 8L);
        await().untilAsserted(() ->
                assertThat(shell.run(Command.script("echo on", LIMIT)).output()).isEqualTo("on\n"));
    }
}
