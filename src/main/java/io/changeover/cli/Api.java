package io.changeover.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.ErrorView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with the server's {@code /api/v1}. Every call ends with an answer or a {@link Failure}; a change is never sent
 * twice, and where its answer is lost the failure says that the outcome is unknown.
 */
final class Api {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI server;
    private final Optional<String> authorization;
    private final Duration timeout;
    private final ObjectMapper json;

    /**
     * A way to one server.
     *
     * @param server without {@code /api/v1} and without a slash at the end
     * @param authorization the value of the header, if somebody logs in
     * @param timeout how long one answer is waited for
     */
    Api(URI server, Optional<String> authorization, Duration timeout, ObjectMapper json) {
        this.http = client(server);
        this.server = server;
        this.authorization = authorization;
        this.timeout = timeout;
        this.json = json;
    }

    private static HttpClient client(URI server) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        return "http".equalsIgnoreCase(server.getScheme())
                ? builder.sslContext(trustingNobody()).build()
                : builder.build();
    }

    /** Where no TLS is spoken, this spares reading all certificates that this machine trusts. */
    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    <T> T get(String path, Class<T> type) {
        return parse(send(request(path).GET().build(), false).body(), json.constructType(type), false);
    }

    <T> List<T> list(String path, Class<T> type) {
        JavaType list = json.getTypeFactory().constructCollectionType(List.class, type);
        return parse(send(request(path).GET().build(), false).body(), list, false);
    }

    String text(String path, String accept) {
        return send(request(path).setHeader("Accept", accept).GET().build(), false)
                .body();
    }

    /** An answer that is no text. */
    byte[] bytes(String path, String accept) {
        HttpRequest request = request(path)
                .setHeader("Accept", accept + ", application/problem+json")
                .GET()
                .build();
        HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray(), false);
        if (response.statusCode() / 100 != 2) {
            throw refused(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), false);
        }
        return response.body();
    }

    <T> T post(String path, Object body, Class<T> type) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(write(body)))
                .build();
        return parse(send(request, true).body(), json.constructType(type), true);
    }

    /** Asks a question that does not fit an address; changes nothing. */
    <T> T ask(String path, Object body, Class<T> type) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(write(body)))
                .build();
        return parse(send(request, false).body(), json.constructType(type), false);
    }

    /** Asks for a judgement on a file; changes nothing. */
    <T> T check(String path, String yaml, Class<T> type) {
        HttpRequest request = yaml(path).POST(BodyPublishers.ofString(yaml)).build();
        return parse(send(request, false).body(), json.constructType(type), false);
    }

    /** Asks for something that takes a while and tells of each line of the answer when it comes; changes nothing. */
    <T> void lines(String path, String yaml, Class<T> type, Consumer<T> each) {
        HttpRequest request = yaml(path)
                .setHeader("Accept", "application/x-ndjson, application/problem+json")
                .POST(BodyPublishers.ofString(yaml))
                .build();
        HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines(), false);
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() / 100 != 2) {
                throw refused(response.statusCode(), lines.collect(Collectors.joining("\n")), false);
            }
            lines.forEach(line -> each.accept(parse(line, json.constructType(type), false)));
        } catch (UncheckedIOException e) {
            throw Failure.failed("the connection to %s broke: %s".formatted(server, e.getMessage()));
        }
    }

    <T> T put(String path, String yaml, Class<T> type) {
        HttpRequest request = yaml(path).PUT(BodyPublishers.ofString(yaml)).build();
        return parse(send(request, true).body(), json.constructType(type), true);
    }

    /** A name as part of a path or query. */
    static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder yaml(String path) {
        return request(path).header("Content-Type", "text/yaml; charset=utf-8");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
                .timeout(timeout)
                .header("Accept", "application/json, application/problem+json")
                .header("User-Agent", "changeover-cli");
        authorization.ifPresent(value -> builder.header("Authorization", value));
        return builder;
    }

    private HttpResponse<String> send(HttpRequest request, boolean changes) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString(), changes);
        if (response.statusCode() / 100 != 2) {
            throw refused(response.statusCode(), response.body(), changes);
        }
        return response;
    }

    private <B> HttpResponse<B> exchange(HttpRequest request, BodyHandler<B> body, boolean changes) {
        try {
            return http.send(request, body);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw Failure.failed("cannot connect to %s: nothing was sent".formatted(server))
                    .advise("Is the server up? --server or CHANGEOVER_URL names another one.");
        } catch (SSLHandshakeException e) {
            throw Failure.failed("%s is not trusted: %s; nothing was sent".formatted(server, e.getMessage()));
        } catch (HttpTimeoutException e) {
            throw lost("no answer from %s within %d s".formatted(server, timeout.toSeconds()), changes);
        } catch (IOException e) {
            throw lost("the connection to %s broke: %s".formatted(server, e.getMessage()), changes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost("interrupted while waiting for " + server, changes);
        }
    }

    private static Failure lost(String sentence, boolean changes) {
        return changes
                ? Failure.unknown(sentence + "; whether the change was made is not known")
                : Failure.failed(sentence);
    }

    private Failure refused(int status, String body, boolean changes) {
        ErrorView error = error(body);
        String title = error == null ? "the server answered with status " + status : said(error);
        Failure failure = new Failure(exit(status, changes), title, error);
        return status == 401
                ? failure.advise("Log in with CHANGEOVER_USER and CHANGEOVER_PASSWORD, or --user and --password-file.")
                : failure;
    }

    private static int exit(int status, boolean changes) {
        if (status == 401 || status == 403 || changes && status / 100 == 4) {
            return Exit.REFUSED;
        }
        // 503 is said before work begins; after any other fault of the server a change may have been made.
        return changes && status / 100 == 5 && status != 503 ? Exit.UNKNOWN : Exit.FAILED;
    }

    private static String said(ErrorView error) {
        String detail = error.detail();
        boolean more = detail != null && !detail.isBlank() && !detail.equals(error.title());
        return more ? error.title() + ": " + detail : error.title();
    }

    private @Nullable ErrorView error(String body) {
        try {
            ErrorView error = json.readValue(body, ErrorView.class);
            return error == null || error.title() == null ? null : error;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private <T> T parse(String body, JavaType type, boolean changes) {
        try {
            T value = json.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // said below: what came back is no answer of a Changeover server
        }
        throw lost(
                "%s answered with something that is not understood; is it a Changeover server?".formatted(server),
                changes);
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request cannot be written: " + body.getClass(), e);
        }
    }
}
