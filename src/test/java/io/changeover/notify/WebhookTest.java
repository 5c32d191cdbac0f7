package io.changeover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.Messenger.Answer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real requests to a real receiver, which judges their signatures itself. */
class WebhookTest {
    private static final Links LINKS = new Links(URI.create("https://changeover.example.org/"));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private WebhookReceiver receiver;
    private Notifier notifier;

    @BeforeEach
    void open() throws Exception {
        receiver = new WebhookReceiver("hook-secret-1");
        notifier = notifier(Duration.ofSeconds(10));
    }

    private Notifier notifier(Duration limit) throws Exception {
        return new Notifier(
                Sample.SECRETS, LINKS, SSLContext.getDefault(), new TimeLimit(threads, limit), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        receiver.close();
        threads.shutdownNow();
    }

    private Answer tell(String url, String secret, Map<String, String> headers) throws InterruptedException {
        return notifier.tell(Sample.webhook(url, secret, headers), Sample.notification(), Optional.of(Sample.run()));
    }

    @Test
    void theSignatureIsThatOfTheDocumentation() {
        // printf '%s' '1772326923.{"a":1}' | openssl dgst -sha256 -hmac hook-secret-1
        assertThat(Signature.of("hook-secret-1", Sample.AT, "{\"a\":1}"))
                .isEqualTo("t=1772326923,v1=3b6e230b36b863af80b79b175ecb0c0e9cd48a84803004d177dbe8745a95af82");
    }

    @Test
    void aSignedRequestWithAllFactsIsAccepted() throws Exception {
        Answer answer =
                tell(receiver.url(), "${env:HOOK}", Map.of("Authorization", "Bearer ${env:TOKEN}", "X-Queue", "moves"));

        assertThat(answer.accepted()).as(answer.toString()).isTrue();
        assertThat(answer.status()).contains(200);
        assertThat(answer.text()).isEqualTo("thank you");
        WebhookReceiver.Request request = receiver.accepted().get(0);
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer bearer-secret-2")
                .containsEntry("x-queue", "moves")
                .containsEntry("content-type", "application/json")
                .containsEntry("changeover-event", "approval-needed")
                .containsEntry("changeover-id", request.id());
        assertThat(request.json().toPrettyString()).isEqualToIgnoringWhitespace("""
                {
                  "id": "5f0c5f5e-0000-4000-8000-000000000001", "sequence": 2, "event": "approval-needed",
                  "at": "2026-03-01T01:02:03.123456Z",
                  "plan": "shop", "run": "shop-12", "type": "switchover", "dryRun": false, "source": "fra", "target": "ams",
                  "state": "RUNNING", "outcome": null, "planState": null,
                  "headline": "Switchover of plan shop from fra to ams waits for an approval by approvers",
                  "question": { "task": "task-1", "text": "May plan shop move from fra to ams?",
                                "choices": ["approve", "decline"], "group": "approvers" },
                  "alarm": null, "who": "olga", "reason": "firmware ü", "businessKey": "CHG-9",
                  "links": { "run": "https://changeover.example.org/runs/shop-12",
                             "report": "https://changeover.example.org/runs/shop-12/report" }
                }
                """);
    }

    @Test
    void aWrongSecretIsRefusedByTheReceiver() throws Exception {
        Answer answer = tell(receiver.url(), "${env:TOKEN}", Map.of());

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.error()).contains("the receiver answered 401, wanted 2xx");
    }

    @ParameterizedTest
    @CsvSource({
        "302, 'the receiver answered 302; redirects are not followed'",
        "307, 'the receiver answered 307; redirects are not followed'",
        "404, 'the receiver answered 404, wanted 2xx'",
        "500, 'the receiver answered 500, wanted 2xx'"
    })
    void otherAnswersAreFailuresAndNothingElseIsAsked(int status, String error) throws Exception {
        receiver.answerNext(status);

        Answer answer = tell(receiver.url(), "${env:HOOK}", Map.of());

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.status()).contains(status);
        assertThat(answer.error()).contains(error);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void aLongAnswerIsCutAndSecretsInItAreMasked() throws Exception {
        receiver.say("you sent bearer-secret-2 " + "x".repeat(100_000));
        receiver.answerNext(500);

        Answer answer = tell(receiver.url(), "${env:HOOK}", Map.of("Authorization", "${env:TOKEN}"));

        assertThat(answer.text()).startsWith("you sent ••• xxx").hasSize(500);
    }

    @Test
    void aReceiverThatIsAwayOrSilentIsAFailureInTime() throws Exception {
        receiver.hold();
        notifier = notifier(Duration.ofMillis(300));
        assertThat(tell(receiver.url(), "${env:HOOK}", Map.of()).error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("no answer within"));

        receiver.away();
        notifier = notifier(Duration.ofSeconds(10));
        Answer answer = tell(receiver.url(), "${env:HOOK}", Map.of());
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.status()).isEmpty();
        assertThat(answer.error()).isPresent();
    }

    @Test
    void whatCannotBeSentIsSaidWithoutItsValue() throws Exception {
        assertThat(tell(receiver.url(), "${env:NONE}", Map.of()).error())
                .contains("${env:NONE} is not set in the server's environment");
        assertThat(tell(receiver.url(), "${env:EMPTY}", Map.of()).error()).contains("the secret is empty");
        assertThat(tell("ftp://${env:TOKEN}", "${env:HOOK}", Map.of()).error())
                .contains("the webhook is no address with http or https and a host");
        assertThat(tell("${env:TOKEN} x", "${env:HOOK}", Map.of()).error()).contains("the webhook is no address");
        assertThat(tell(receiver.url(), "${env:HOOK}", Map.of("X-A", "a\nb ${env:TOKEN}"))
                        .error())
                .contains("header 'X-A' has a value that cannot be sent");
        assertThat(receiver.requests()).isEmpty();
    }
}
