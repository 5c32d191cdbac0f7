package io.changeover.connector.check;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Settings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fencing by requests to a controller of power or to a cloud: one request fences, another one releases, a third one reads.
 * Only what the third one reads is believed.
 */
final class HttpFence {
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);
    private static final int SHOWN = 200;

    private final HttpClient client;
    private final Request request;
    private final Settings settings;
    private final Context context;
    private final boolean release;

    HttpFence(HttpClient client, Request request, Context context) {
        this.client = client;
        this.request = request;
        this.settings = request.settings();
        this.context = context;
        this.release = request.operation() == Operation.UNFENCE;
    }

    Result execute() throws ConnectorException, InterruptedException {
        String site = request.target().site();
        String action = release ? "unfence" : "fence";
        String wanted = words(!release);
        if (fenced() != release) {
            return Result.unchanged("%s is already %s".formatted(site, wanted));
        }
        if (release && !settings.has(action)) {
            throw ConnectorException.permanent(
                    "FENCING_NOT_RELEASED",
                    "%s: wanted it not fenced, found it fenced and no address 'unfence' in the plan; release it by hand"
                            .formatted(request.target()));
        }
        if (request.dryRun()) {
            return Result.wouldChange("%s is %s; would ask for '%s'".formatted(site, words(release), action));
        }
        String body = settings.text(release ? "unfenceBody" : "body", "");
        HttpResponse<String> answer = send(settings.text(action), settings.text("method", "POST"), body);
        context.read(action, "status " + answer.statusCode());
        context.output(start(answer.body()) + "\n");
        boolean taken = answer.statusCode() / 100 == 2;
        if ((taken ? readUntil(!release) : fenced()) == release) {
            throw ConnectorException.transientFault(
                    "FENCING_UNCONFIRMED",
                    "%s: wanted it %s, found it %s; the request '%s' was answered with status %d"
                            .formatted(request.target(), wanted, words(release), action, answer.statusCode()));
        }
        return Result.changed("%s is now %s".formatted(site, wanted));
    }

    private static String words(boolean fenced) {
        return fenced ? "fenced" : "not fenced";
    }

    private boolean readUntil(boolean wanted) throws ConnectorException, InterruptedException {
        Duration wait = FIRST_WAIT;
        boolean found = fenced();
        while (found != wanted && context.remaining().compareTo(wait) > 0) {
            context.pause(wait);
            found = fenced();
            Duration longer = wait.multipliedBy(2);
            wait = longer.compareTo(LAST_WAIT) < 0 ? longer : LAST_WAIT;
        }
        return found;
    }

    /** Every value is there and as wanted: fenced. One is another: not fenced. One is not there: nobody knows. */
    private boolean fenced() throws ConnectorException, InterruptedException {
        HttpResponse<String> answer = send(settings.text("verify"), "GET", "");
        int wanted = settings.integer("expect", 200);
        if (answer.statusCode() != wanted) {
            throw unreadable("wanted status %d".formatted(wanted), "status %d".formatted(answer.statusCode()));
        }
        boolean fenced = true;
        for (Map.Entry<String, String> entry : settings.map("json").entrySet()) {
            String found = at(entry.getKey(), answer.body());
            context.read(entry.getKey(), found);
            fenced &= found.equals(entry.getValue());
        }
        context.read("fenced", fenced ? "yes" : "no");
        return fenced;
    }

    private String at(String path, String body) throws ConnectorException {
        try {
            return String.valueOf(JsonPath.<Object>read(body, path));
        } catch (JsonPathException | IllegalArgumentException e) {
            throw unreadable("wanted a value at " + path, "none in '%s'".formatted(start(body)));
        }
    }

    private ConnectorException unreadable(String wanted, String found) {
        return ConnectorException.transientFault(
                "FENCING_UNREADABLE", "%s: %s from 'verify', found %s".formatted(request.target(), wanted, found));
    }

    private HttpResponse<String> send(String address, String method, String body)
            throws ConnectorException, InterruptedException {
        Duration own = settings.duration("timeout", USUAL);
        Duration left = context.remaining();
        long limit = (own.compareTo(left) < 0 ? own : left).toMillis();
        boolean acts = !method.equals("GET");
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(question(address, method, body), head -> new LimitedBody());
        try {
            return answer.get(limit, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent(acts, "wanted an answer within %d ms, found none".formatted(limit));
        } catch (ExecutionException e) {
            String why = e.getCause() == null ? e.toString() : e.getCause().toString();
            throw silent(acts, "wanted an answer, found: " + why);
        } finally {
            answer.cancel(true);
        }
    }

    /** A request that acts may have had its effect although nothing came back. */
    private ConnectorException silent(boolean acts, String said) {
        String message = "%s: %s".formatted(request.target(), said);
        return acts
                ? ConnectorException.unknown("FENCING_UNANSWERED", message)
                : ConnectorException.transientFault("FENCING_UNREADABLE", message);
    }

    private HttpRequest question(String address, String method, String body) throws ConnectorException {
        try {
            return Errand.request(settings, context.clock().instant(), address, method, body);
        } catch (IllegalArgumentException e) {
            // The text of the exception may repeat a header's value, which may be secret.
            throw ConnectorException.permanent(
                    "FENCING_UNUSABLE",
                    "%s: wanted http or https URLs and headers that may be set, found others"
                            .formatted(request.target()));
        }
    }

    private static String start(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN);
    }
}
