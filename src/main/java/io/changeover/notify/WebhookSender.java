package io.changeover.notify;

import io.changeover.application.port.Messenger.Answer;
import io.changeover.application.port.SecretReferences;
import io.changeover.domain.plan.Receiver.Webhook;
import io.changeover.domain.run.Notification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Sends signed requests. Follows no redirect and reads no more of an answer than is kept. */
final class WebhookSender {
    private static final int READ = 4_000;

    private final SecretReferences secrets;
    private final Clock clock;
    private final HttpClient client;

    WebhookSender(SecretReferences secrets, SSLContext tls, Clock clock, Duration limit) {
        this.secrets = secrets;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .sslContext(tls)
                .build();
    }

    /**
     * Sends one request.
     *
     * @throws IllegalArgumentException in words, when something in the plan cannot be sent
     */
    Answer send(Webhook webhook, Notification notification, String body, TimeLimit.Open open)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(secrets.resolve(webhook.url())))
                .header("Content-Type", "application/json")
                .header("User-Agent", "Changeover")
                .header("Changeover-Event", notification.event().wireName())
                .header("Changeover-Id", notification.id())
                .header(Signature.HEADER, Signature.of(secrets.resolve(webhook.secret()), clock.instant(), body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (Map.Entry<String, String> header : webhook.headers().entrySet()) {
            set(request, header.getKey(), secrets.resolve(header.getValue()));
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        String text;
        try (InputStream stream = response.body()) {
            open.add(stream);
            text = new String(stream.readNBytes(READ), StandardCharsets.UTF_8);
        }
        int status = response.statusCode();
        return new Answer(status / 100 == 2, Optional.of(status), text, error(status));
    }

    private static Optional<String> error(int status) {
        return switch (status / 100) {
            case 2 -> Optional.empty();
            case 3 -> Optional.of("the receiver answered %d; redirects are not followed".formatted(status));
            default -> Optional.of("the receiver answered %d, wanted 2xx".formatted(status));
        };
    }

    /** The messages of the platform would hold the address or the value, which may be a secret. */
    private static URI address(String url) {
        try {
            URI address = URI.create(url.strip());
            String scheme = String.valueOf(address.getScheme());
            if (scheme.matches("(?i)https?") && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the webhook is no address");
        }
        throw new IllegalArgumentException("the webhook is no address with http or https and a host");
    }

    private static void set(HttpRequest.Builder request, String name, String value) {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("header '%s' has a value that cannot be sent".formatted(name));
        }
    }
}
