package io.changeover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.Messenger.Answer;
import io.changeover.connector.runtime.Secrets;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.plan.Receiver.Tls;
import io.changeover.notify.MailServer.Way;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail through a real SMTP server. */
class MailTest {
    private static final Links LINKS = new Links(URI.create("https://changeover.example.org"));
    private static final String ONCALL = "oncall@example.org";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private Answer tell(Receiver receiver, SSLContext tls, Duration limit) throws InterruptedException {
        return new Notifier(Sample.SECRETS, LINKS, tls, new TimeLimit(threads, limit), Clock.systemUTC())
                .tell(receiver, Sample.notification(), Optional.of(Sample.run()));
    }

    private Answer tell(Receiver receiver, SSLContext tls) throws InterruptedException {
        return tell(receiver, tls, Duration.ofSeconds(10));
    }

    @Test
    void aShortMailWithAllFactsGoesOverStarttlsAfterALogin() throws Exception {
        Path store = MailServer.certificate(folder, "localhost");
        try (MailServer server = new MailServer(Way.STARTTLS, store)) {
            Answer answer = tell(
                    Sample.mail(server.port(), Tls.STARTTLS, Optional.of("changeover"), ONCALL),
                    MailServer.context(store));

            assertThat(answer.accepted()).as(answer.toString()).isTrue();
            assertThat(answer.status()).contains(250);
            MimeMessage message = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(server.letters().get(0).text().getBytes(StandardCharsets.UTF_8)));
            assertThat(message.getSubject())
                    .isEqualTo("[shop] run shop-12: Switchover of plan shop from fra to ams waits for an approval by"
                            + " approvers");
            assertThat(message.getMessageID()).isEqualTo("<5f0c5f5e-0000-4000-8000-000000000001@example.org>");
            assertThat(message.getFrom()[0]).hasToString("changeover@example.org");
            assertThat(message.getContent().toString().replace("\r\n", "\n")).isEqualTo("""
                    Switchover of plan shop from fra to ams waits for an approval by approvers.

                    May plan shop move from fra to ams?
                    Answers: approve, decline (group approvers)

                    Plan:    shop
                    Run:     shop-12, switchover from fra to ams
                    State:   RUNNING
                    Who:     olga
                    Why:     firmware ü
                    When:    2026-03-01T01:02:03.123456Z
                    Page:    https://changeover.example.org/runs/shop-12
                    Report:  https://changeover.example.org/runs/shop-12/report

                    Event approval-needed, number 2 of this run, id 5f0c5f5e-0000-4000-8000-000000000001
                    """);
        }
    }

    @Test
    void tlsFromTheFirstByteAndNoneAtAllWorkWhereTheyAreAskedFor() throws Exception {
        Path store = MailServer.certificate(folder, "localhost");
        try (MailServer server = new MailServer(Way.IMPLICIT, store)) {
            Answer answer =
                    tell(Sample.mail(server.port(), Tls.IMPLICIT, Optional.empty(), ONCALL), MailServer.context(store));
            assertThat(answer.accepted()).as(answer.toString()).isTrue();
            assertThat(server.letters()).hasSize(1);
        }
        try (MailServer server = new MailServer(Way.PLAIN, store)) {
            Answer answer =
                    tell(Sample.mail(server.port(), Tls.NONE, Optional.empty(), ONCALL), SSLContext.getDefault());
            assertThat(answer.accepted()).as(answer.toString()).isTrue();
            assertThat(server.letters()).hasSize(1);
        }
    }

    @Test
    void aCertificateOfAnUnknownIssuerOrForAnotherNameIsRefused() throws Exception {
        Path unknown = MailServer.certificate(folder, "localhost");
        try (MailServer server = new MailServer(Way.STARTTLS, unknown)) {
            Answer answer = tell(
                    Sample.mail(server.port(), Tls.STARTTLS, Optional.of("changeover"), ONCALL),
                    SSLContext.getDefault());
            assertThat(answer.accepted()).isFalse();
            assertThat(answer.error())
                    .hasValueSatisfying(error -> assertThat(error)
                            .contains("unable to find valid certification path")
                            .doesNotContain("smtp-secret-3"));
            assertThat(server.letters()).isEmpty();
        }
        Path other = MailServer.certificate(folder, "other.example.org");
        for (Way way : new Way[] {Way.STARTTLS, Way.IMPLICIT}) {
            try (MailServer server = new MailServer(way, other)) {
                Tls tls = way == Way.STARTTLS ? Tls.STARTTLS : Tls.IMPLICIT;
                Answer answer =
                        tell(Sample.mail(server.port(), tls, Optional.empty(), ONCALL), MailServer.context(other));
                assertThat(answer.accepted()).as(way.name()).isFalse();
                assertThat(answer.error()).isPresent();
                assertThat(server.letters()).isEmpty();
            }
        }
    }

    @Test
    void aServerWithoutStarttlsIsRefusedWhereItIsAskedFor() throws Exception {
        try (MailServer server = new MailServer(Way.PLAIN, folder)) {
            Answer answer = tell(
                    Sample.mail(server.port(), Tls.STARTTLS, Optional.of("changeover"), ONCALL),
                    SSLContext.getDefault());

            assertThat(answer.accepted()).isFalse();
            assertThat(answer.error())
                    .hasValueSatisfying(error -> assertThat(error).contains("STARTTLS"));
            assertThat(server.letters()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsAFailureThatDoesNotSayIt() throws Exception {
        Path store = MailServer.certificate(folder, "localhost");
        try (MailServer server = new MailServer(Way.STARTTLS, store)) {
            Notifier notifier = new Notifier(
                    new Secrets(Map.of("PASSWORD", "a-wrong-password")),
                    LINKS,
                    MailServer.context(store),
                    new TimeLimit(threads, Duration.ofSeconds(10)),
                    Clock.systemUTC());

            Answer answer = notifier.tell(
                    Sample.mail(server.port(), Tls.STARTTLS, Optional.of("changeover"), ONCALL),
                    Sample.notification(),
                    Optional.of(Sample.run()));

            assertThat(answer.accepted()).isFalse();
            assertThat(answer.toString()).doesNotContain("a-wrong-password");
            assertThat(server.letters()).isEmpty();
        }
    }

    @Test
    void oneAddressThatIsRefusedKeepsNoMailFromTheOthers() throws Exception {
        try (MailServer server = new MailServer(Way.PLAIN, folder)) {
            Answer answer = tell(
                    Sample.mail(server.port(), Tls.NONE, Optional.empty(), "nobody@example.org", ONCALL),
                    SSLContext.getDefault());

            assertThat(answer.accepted()).as(answer.toString()).isTrue();
            assertThat(answer.text()).contains("not accepted: nobody@example.org");
            assertThat(server.letters()).extracting(MailServer.Letter::to).containsExactly(ONCALL);

            Answer none = tell(
                    Sample.mail(server.port(), Tls.NONE, Optional.empty(), "nobody@example.org"),
                    SSLContext.getDefault());
            assertThat(none.accepted()).isFalse();
        }
    }

    @Test
    void aSilentServerIsAFailureInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("localhost"))) {
            Answer answer = tell(
                    Sample.mail(silent.getLocalPort(), Tls.NONE, Optional.empty(), ONCALL),
                    SSLContext.getDefault(),
                    Duration.ofMillis(500));

            assertThat(answer.accepted()).isFalse();
            assertThat(answer.error()).isPresent();
        }
    }
}
