package io.changeover.connector.witness;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP endpoint elsewhere that says by its status whether a site is alive; any other answer says nothing. */
final class Endpoint {
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    Result ask(Request request, Context context) throws ConnectorException, InterruptedException {
        int status = status(question(request), request, context);
        context.read("status", Integer.toString(status));
        String name = request.target().name();
        if (status == request.settings().integer("alive", 200)) {
            return Result.unchanged("%s: says that %s is alive"
                            .formatted(name, request.target().site()))
                    .with("seen", "alive");
        }
        if (status == request.settings().integer("dead", 503)) {
            return Result.unchanged("%s: says that nothing of %s answers"
                            .formatted(name, request.target().site()))
                    .with("seen", "dead");
        }
        throw ConnectorException.transientFault(
                "WITNESS_UNABLE",
                "%s: wanted a word about %s, found status %d"
                        .formatted(name, request.target().site(), status));
    }

    private static HttpRequest question(Request request) throws ConnectorException {
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(URI.create(request.settings().text("url")));
            request.settings().map("headers").forEach(builder::setHeader);
            return builder.build();
        } catch (IllegalArgumentException e) {
            // The text of the exception may repeat a header's value, which may be secret.
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE",
                    "%s: wanted an http or https URL and headers that may be set, found others"
                            .formatted(request.target().name()));
        }
    }

    private int status(HttpRequest question, Request request, Context context)
            throws ConnectorException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(question, HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(context.remaining().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
        } catch (TimeoutException e) {
            throw unreached(request, "no answer in time");
        } catch (ExecutionException e) {
            throw unreached(request, String.valueOf(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static ConnectorException unreached(Request request, String found) {
        return ConnectorException.transientFault(
                "WITNESS_UNREACHABLE",
                "%s: wanted an answer, found: %s".formatted(request.target().name(), found));
    }
}
