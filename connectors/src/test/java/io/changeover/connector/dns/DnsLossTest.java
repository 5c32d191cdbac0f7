package io.changeover.connector.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Type;

/** Lost questions and lost answers. */
class DnsLossTest {
    private final BindServer bind = BindServer.primary("www 60 IN A 127.0.1.1");

    @AfterEach
    void stop() {
        bind.close();
    }

    private DnsWorld through(LossyWire wire) {
        return new DnsWorld(bind)
                .with("server", wire.endpoint())
                .with("authorities", bind.endpoint())
                .with("timeout", "400ms");
    }

    private static boolean isUpdate(Message message) {
        return message.getHeader().getOpcode() == Opcode.UPDATE;
    }

    @Test
    void anUpdateWhoseAnswerIsLostIsReadAndKnown() throws Exception {
        try (LossyWire wire = new LossyWire(bind, false)) {
            wire.loseBack(DnsLossTest::isUpdate);

            assertThat(through(wire).run(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(bind.records("www", Type.A)).containsExactly("60 127.0.1.2");
        }
    }

    @Test
    void anUpdateThatIsLostIsUnknownAndTheNextCallFindsOut() throws Exception {
        try (LossyWire wire = new LossyWire(bind, false)) {
            wire.loseThere(DnsLossTest::isUpdate);

            ConnectorException failure = through(wire).failure(Operation.SWITCH, "ams", Duration.ofSeconds(10));

            assertThat(failure.code()).isEqualTo("DNS_UPDATE_UNKNOWN");
            assertThat(failure.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(failure).hasMessageContaining("found none that counts, and still 127.0.1.1");
            wire.loseThere(message -> false);
            assertThat(through(wire).run(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        }
    }

    @Test
    void whereDatagramsDoNotPassStreamsAreTried() throws Exception {
        try (LossyWire wire = new LossyWire(bind, true)) {
            wire.loseThere(message -> true);

            assertThat(through(wire).run(Operation.READ, "fra").outputs()).containsEntry("site", "fra");
            assertThat(through(wire).run(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
        }
    }

    @Test
    void anUpdateCarriedOutTwiceIsTheSameAsOnce() throws Exception {
        try (LossyWire wire = new LossyWire(bind, true)) {
            wire.loseBack(DnsLossTest::isUpdate);

            assertThat(through(wire).run(Operation.SWITCH, "ams").outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(bind.records("www", Type.A)).containsExactly("60 127.0.1.2");
        }
    }

    @Test
    void anAuthorityThatOnlyTheZoneNamesIsAskedToo() throws Exception {
        bind.update("update add dr.test 60 NS gone.dr.test.", "update add gone.dr.test 60 A 127.0.0.99");

        ConnectorException failure = new DnsWorld(bind).failure(Operation.READ, "fra", Duration.ofSeconds(10));

        assertThat(failure).hasMessageContaining("gone.dr.test (127.0.0.99), found no answer");
    }
}
