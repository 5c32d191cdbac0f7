package io.changeover.connector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Verdict;
import io.changeover.connector.testing.LocalShell;
import io.changeover.connector.testing.TestContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Power that is switched by requests to a real server, and believed only when it is read. */
class HttpFenceTest {
    private final HttpCheck connector = new HttpCheck();
    private final PowerController power = new PowerController();
    private TestContext context = new TestContext(host -> new LocalShell(), Duration.ofSeconds(20));

    @AfterEach
    void close() {
        power.close();
    }

    @Test
    void waitsUntilThePowerIsReadToBeOff() throws Exception {
        power.takeEffectAfter(3);

        assertThat(execute(Operation.FENCE, Map.of()).outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(power.power()).isEqualTo("off");
        assertThat(context.readings()).extracting(reading -> reading.value()).contains("no", "yes", "on", "off");
        assertThat(execute(Operation.FENCE, Map.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(power.seen()).hasSize(1);
    }

    @Test
    void aRequestBearsItsTokenAndTheProofThatItIsOurs() throws Exception {
        execute(Operation.FENCE, Map.of("bearer", "t0ken", "hmac", "k3y", "method", "PUT"));

        Matcher seen = Pattern.compile("PUT /power/off (\\{\"force\":true}) Bearer t0ken t=(\\d+),v1=([0-9a-f]{64})")
                .matcher(power.seen().get(0));
        assertThat(seen.matches()).as(power.seen().toString()).isTrue();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("k3y".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] proof = mac.doFinal((seen.group(2) + "." + seen.group(1)).getBytes(StandardCharsets.UTF_8));
        assertThat(seen.group(3)).isEqualTo(HexFormat.of().formatHex(proof));
    }

    @Test
    void whatIsAnsweredIsNotBelieved() throws Exception {
        power.refuse(503);
        refused(() -> execute(Operation.FENCE, Map.of()), "FENCING_UNCONFIRMED", Verdict.TRANSIENT, "status 503");
        assertThat(power.power()).isEqualTo("on");

        context = new TestContext(host -> new LocalShell(), Duration.ofMillis(600));
        power.ignore();
        refused(() -> execute(Operation.FENCE, Map.of()), "FENCING_UNCONFIRMED", Verdict.TRANSIENT, "not fenced");
    }

    @Test
    void whatCannotBeReadIsNeitherFencedNorNot() {
        refused(
                () -> execute(Operation.FENCE, Map.of("json", Map.of("$.rack.power", "off"))),
                "FENCING_UNREADABLE",
                Verdict.TRANSIENT,
                "$.rack.power");
        refused(
                () -> execute(Operation.FENCE, Map.of("expect", 204)),
                "FENCING_UNREADABLE",
                Verdict.TRANSIENT,
                "wanted status 204 from 'verify', found status 200");
        assertThat(power.seen()).isEmpty();
    }

    @Test
    void silenceIsNoAnswerAndEndsInTime() {
        power.swallow();

        refused(
                () -> execute(Operation.FENCE, Map.of("timeout", "300ms")),
                "FENCING_UNREADABLE",
                Verdict.TRANSIENT,
                "wanted an answer within");
    }

    @Test
    void withoutAnAddressForItTheReleaseIsForAPerson() throws Exception {
        execute(Operation.FENCE, Map.of());

        refused(
                () -> execute(Operation.UNFENCE, Map.of("unfence", "")),
                "FENCING_NOT_RELEASED",
                Verdict.PERMANENT,
                "by hand");
        assertThat(execute(Operation.UNFENCE, Map.of("unfenceBody", "{\"why\":\"back\"}"))
                        .outcome())
                .isEqualTo(Outcome.CHANGED);
        assertThat(power.seen().get(1)).startsWith("POST /power/on {\"why\":\"back\"}");
    }

    private Result execute(Operation operation, Map<String, ?> settings) throws Exception {
        return connector.execute(power.request(operation, settings), context);
    }

    private static void refused(ThrowingCallable call, String code, Verdict verdict, String said) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.verdict()).isEqualTo(verdict);
            assertThat(e.getMessage()).contains("rack at fra", "found").contains(said);
        });
    }
}
