package io.changeover.connector.check;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks or calls an HTTP server once, or has one fence a site. Redirects are not followed: who sends users elsewhere does not serve them. Messages name the
 * address without its query, which may hold a secret. Thread-safe; connections are kept and used again.
 */
public final class HttpCheck implements Connector {
    private static final int SHOWN = 200;
    private static final Duration USUAL = Duration.ofSeconds(5);

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "http",
            "An HTTP server answers as wanted, is called, or fences a site.",
            Set.of(Operation.CHECK, Operation.CALL, Operation.FENCE, Operation.UNFENCE),
            Map.of(
                    Kind.HOOK,
                    HttpCall.FIELDS,
                    Kind.CHECK,
                    List.of(
                            required("http", Type.TEXT, "The URL, http or https."),
                            optional("expect", Type.INTEGER, "200", "The status wanted. Redirects are not followed."),
                            optional("body", Type.TEXT, "A text that the body must hold."),
                            optional("json", Type.MAP, "JSONPath expressions, each with the text wanted there."),
                            optional("method", Type.TEXT, "GET", "The request's method.")
                                    .oneOf("GET", "HEAD", "OPTIONS", "POST"),
                            optional("headers", Type.MAP, "Request headers."),
                            optional("timeout", Type.DURATION, "5s", "How long the whole answer may take.")),
                    Kind.FENCING,
                    List.of(
                            required(
                                    "fence",
                                    Type.TEXT,
                                    "The URL that a request is sent to so that the site is fenced."),
                            required("verify", Type.TEXT, "The URL that is read to see whether it is."),
                            required(
                                    "json",
                                    Type.MAP,
                                    "JSONPath expressions, each with the text there when it is fenced."),
                            optional("unfence", Type.TEXT, "The URL for the release; without it that is done by hand."),
                            optional("method", Type.TEXT, "POST", "The method of the requests that fence and release.")
                                    .oneOf("POST", "PUT", "PATCH", "DELETE"),
                            optional("body", Type.TEXT, "What is sent to fence, as JSON."),
                            optional("unfenceBody", Type.TEXT, "What is sent to release, as JSON."),
                            optional("expect", Type.INTEGER, "200", "The status wanted of what is read."),
                            optional("headers", Type.MAP, "Headers of all requests."),
                            optional("bearer", Type.SECRET, "The token for the header Authorization."),
                            optional("hmac", Type.SECRET, "The key for the header Changeover-Signature."),
                            optional("timeout", Type.DURATION, "10s", "How long one answer may take."))));

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        if (request.operation().kind() == Kind.FENCING) {
            return new HttpFence(client, request, context).execute();
        }
        if (request.operation().kind() == Kind.HOOK) {
            return new HttpCall(client, request, context).execute();
        }
        Settings settings = request.settings();
        HttpRequest question = question(request);
        String place = "%s (%s)".formatted(request.target(), shown(question.uri()));
        Duration own = settings.duration("timeout", USUAL);
        Duration left = context.remaining();
        long begin = System.nanoTime();
        HttpResponse<String> answer = ask(question, own.compareTo(left) < 0 ? own : left, place);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        String body = answer.body();
        context.read("status", String.valueOf(answer.statusCode()));
        context.read("elapsed", millis + " ms");
        context.read("body", body.length() <= SHOWN ? body : body.substring(0, SHOWN));
        Expectation.of(settings).require(answer.statusCode(), body, place);
        return Result.unchanged("%s answers with %d in %d ms".formatted(place, answer.statusCode(), millis));
    }

    private static HttpRequest question(Request request) throws ConnectorException {
        Settings settings = request.settings();
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(settings.text("http")))
                    .method(settings.text("method", "GET"), HttpRequest.BodyPublishers.noBody());
            settings.map("headers").forEach(builder::setHeader);
            return builder.build();
        } catch (IllegalArgumentException e) {
            // The text of the exception may repeat a header's value, which may be secret.
            throw ConnectorException.permanent(
                    "CHECK_UNUSABLE",
                    "%s: wanted an http or https URL and headers that may be set, found others"
                            .formatted(request.target()));
        }
    }

    private HttpResponse<String> ask(HttpRequest question, Duration limit, String place)
            throws ConnectorException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(question, head -> new LimitedBody());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed("%s: wanted an answer within %d ms, found none".formatted(place, limit.toMillis()));
        } catch (ExecutionException e) {
            String why = e.getCause() == null ? e.toString() : e.getCause().toString();
            throw failed("%s: wanted an answer, found: %s".formatted(place, why));
        } finally {
            answer.cancel(true);
        }
    }

    private static ConnectorException failed(String message) {
        return ConnectorException.transientFault("CHECK_FAILED", message);
    }

    /** An address without its query. */
    static String shown(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
}
