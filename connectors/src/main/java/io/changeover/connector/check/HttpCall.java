package io.changeover.connector.check;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request as a hook. There is no state to read, so its status is what counts: another one than wanted is for a
 * person, and a request that nobody answered may have been carried out.
 */
final class HttpCall {
    static final List<Field> FIELDS = List.of(
            required("http", Type.TEXT, "The URL, http or https."),
            optional("method", Type.TEXT, "POST", "The request's method.")
                    .oneOf("POST", "PUT", "PATCH", "DELETE", "GET"),
            optional("body", Type.TEXT, "What is sent, as JSON unless a header says otherwise."),
            optional("expect", Type.INTEGER, "The status wanted; without it any from 200 to 299."),
            optional("headers", Type.MAP, "Request headers."),
            optional("bearer", Type.SECRET, "The token for the header Authorization."),
            optional("hmac", Type.SECRET, "The key for the header Changeover-Signature."),
            optional("timeout", Type.DURATION, "10s", "How long the whole answer may take."));

    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final int SHOWN = 2_000;

    private final HttpClient client;
    private final Request request;
    private final Settings settings;
    private final Context context;

    HttpCall(HttpClient client, Request request, Context context) {
        this.client = client;
        this.request = request;
        this.settings = request.settings();
        this.context = context;
    }

    Result execute() throws ConnectorException, InterruptedException {
        HttpRequest errand = errand();
        String place = "%s (%s %s)".formatted(request.target(), errand.method(), HttpCheck.shown(errand.uri()));
        if (request.dryRun()) {
            context.read("call", "not made");
            return Result.wouldChange("%s: would be called".formatted(place));
        }
        HttpResponse<String> answer = send(errand, place);
        context.read("status", String.valueOf(answer.statusCode()));
        String body = answer.body();
        context.output((body.length() <= SHOWN ? body : body.substring(0, SHOWN)) + "\n");
        Optional<Integer> wanted = settings.find("expect").map(Integer::parseInt);
        boolean good = wanted.map(status -> status == answer.statusCode()).orElse(answer.statusCode() / 100 == 2);
        if (!good) {
            throw ConnectorException.permanent(
                    "HTTP_CALL_REFUSED",
                    "%s: wanted status %s, found %d"
                            .formatted(place, wanted.map(String::valueOf).orElse("2xx"), answer.statusCode()));
        }
        return Result.changed("%s: answered with %d".formatted(place, answer.statusCode()));
    }

    private HttpRequest errand() throws ConnectorException {
        try {
            URI.create(settings.text("http"));
            return Errand.request(
                    settings,
                    context.clock().instant(),
                    settings.text("http"),
                    settings.text("method", "POST"),
                    settings.text("body", ""));
        } catch (IllegalArgumentException e) {
            // The text of the exception may repeat a header's value, which may be secret.
            throw ConnectorException.permanent(
                    "HTTP_CALL_UNUSABLE",
                    "%s: wanted an http or https URL and headers that may be set, found others"
                            .formatted(request.target()));
        }
    }

    private HttpResponse<String> send(HttpRequest errand, String place)
            throws ConnectorException, InterruptedException {
        Duration own = settings.duration("timeout", USUAL);
        Duration left = context.remaining();
        long limit = (own.compareTo(left) < 0 ? own : left).toMillis();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(errand, head -> new LimitedBody());
        try {
            return answer.get(limit, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ConnectorException.unknown(
                    "HTTP_CALL_UNANSWERED", "%s: wanted an answer within %d ms, found none".formatted(place, limit));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = "%s: wanted an answer, found: %s".formatted(place, cause);
            throw cause instanceof ConnectException
                    ? ConnectorException.transientFault("HTTP_UNREACHABLE", message)
                    : ConnectorException.unknown("HTTP_CALL_UNANSWERED", message);
        } finally {
            answer.cancel(true);
        }
    }
}
