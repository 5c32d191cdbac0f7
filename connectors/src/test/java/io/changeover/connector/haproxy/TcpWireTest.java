package io.changeover.connector.haproxy;

import static io.changeover.connector.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpWireTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket server;
    private String address;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        address = "127.0.0.1:" + server.getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        threads.shutdownNow();
    }

    @Test
    void bytesGoBothWaysUntilTheOtherEndCloses() throws Exception {
        try (TcpWire wire = TcpWire.to(address, LIMIT);
                Socket other = server.accept()) {
            wire.send("ping".getBytes(), LIMIT);
            assertThat(new String(other.getInputStream().readNBytes(4))).isEqualTo("ping");
            other.getOutputStream().write("pong".getBytes());
            assertThat(new String(wire.receive(LIMIT))).isEqualTo("pong");

            other.close();

            assertThat(wire.receive(LIMIT)).isEmpty();
            assertThat(wire.receive(LIMIT)).isEmpty();
        }
    }

    @Test
    void silenceIsOverAtTheLimitAndAtAnInterrupt() throws Exception {
        try (TcpWire wire = TcpWire.to(address, LIMIT)) {
            refused(() -> wire.receive(Duration.ofMillis(100)), "SOCKET_TIMEOUT", Verdict.UNKNOWN);

            Future<byte[]> waiting = threads.submit(() -> {
                Thread.currentThread().interrupt();
                return wire.receive(LIMIT);
            });
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void whatIsNotTakenIsOverAtTheLimit() throws Exception {
        try (TcpWire wire = TcpWire.to(address, LIMIT)) {
            byte[] much = new byte[64 * 1024 * 1024];
            refused(() -> wire.send(much, Duration.ofMillis(200)), "SOCKET_TIMEOUT", Verdict.UNKNOWN);
        }
    }

    @Test
    void aPortThatNobodyListensOnIsTriedAgainAndAMistakeIsNot() throws Exception {
        server.close();

        refused(() -> TcpWire.to(address, LIMIT), "SOCKET_REFUSED", Verdict.TRANSIENT);
        refused(() -> TcpWire.to("no.such.host.invalid:1", LIMIT), "SOCKET_REFUSED", Verdict.TRANSIENT);
        refused(() -> TcpWire.to("127.0.0.1", LIMIT), "SETTING_UNUSABLE", Verdict.PERMANENT);
    }
}
