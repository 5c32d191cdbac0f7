package io.changeover.connector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request as a hook, to a real server. */
class HttpCallTest {
    private final HttpCheck connector = new HttpCheck();
    private final PowerController server = new PowerController();
    private final TestContext context = new TestContext(host -> new LocalShell(), Duration.ofSeconds(20));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isMadeOnceWithBodyTokenAndSignature() throws Exception {
        assertThat(connector
                        .execute(server.call(Map.of("body", "{\"a\":1}", "bearer", "t0ken", "hmac", "k3y")), context)
                        .outcome())
                .isEqualTo(Outcome.CHANGED);

        assertThat(server.seen())
                .singleElement()
                .asString()
                .matches("POST /power/off \\{\"a\":1} Bearer t0ken t=\\d+,v1=[0-9a-f]{64}");
        assertThat(context.readings()).extracting(reading -> reading.value()).contains("202");
    }

    @Test
    void anotherStatusThanWantedIsForAPerson() {
        refused(Map.of("expect", 204), "HTTP_CALL_REFUSED", Verdict.PERMANENT, "wanted status 204, found 202");
        server.refuse(500);
        refused(Map.of(), "HTTP_CALL_REFUSED", Verdict.PERMANENT, "wanted status 2xx, found 500");
    }

    @Test
    void whatNobodyAnsweredMayHaveBeenDone() {
        server.swallow();

        refused(Map.of("timeout", "200ms"), "HTTP_CALL_UNANSWERED", Verdict.UNKNOWN, "found none");
    }

    @Test
    void whatNobodyTookWasNotDone() {
        server.close();

        refused(Map.of(), "HTTP_UNREACHABLE", Verdict.TRANSIENT, "found");
    }

    private void refused(Map<String, ?> settings, String code, Verdict verdict, String said) {
        assertThatThrownBy(() -> connector.execute(server.call(settings), context))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.verdict()).isEqualTo(verdict);
                })
                .hasMessageContaining(said);
    }
}
