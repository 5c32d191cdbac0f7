package io.changeover.connector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.ConnectorContractTest;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.Scenario;
import io.changeover.connector.testing.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpCheckTest extends ConnectorContractTest {
    private final TcpCheck check = new TcpCheck();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected Connector connector() {
        return check;
    }

    @Override
    protected List<Scenario> scenarios() {
        return List.of(new Scenario(
                "check",
                () -> assertThat(server.isBound()).isTrue(),
                request("127.0.0.1:" + server.getLocalPort()),
                () -> TestContext.local(new LocalShell()),
                () -> "",
                () -> server.close()));
    }

    private static Request request(String endpoint) {
        Target target = new Target(Kind.CHECK, "ledger", "fra", null, Settings.of(Map.of("tcp", endpoint)));
        return new Request(Operation.CHECK, target, null, false, Map.of());
    }

    @Test
    void anEndpointWithoutAPortIsAMistakeForAPerson() {
        for (String endpoint : List.of("db1", "db1:", "db1:99999", ":5432")) {
            assertThatThrownBy(() -> check.execute(request(endpoint), TestContext.local(new LocalShell())))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.verdict()).isEqualTo(Verdict.PERMANENT));
        }
    }

    @Test
    void aNameThatCannotBeResolvedIsAFailedCheck() {
        assertThatThrownBy(() -> check.execute(request("no-such-host.invalid:1"), TestContext.local(new LocalShell())))
                .hasMessageContaining("cannot be resolved");
    }
}
