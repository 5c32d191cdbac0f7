package io.changeover.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/**
 * A ServiceNow with one change, which runs the page's own scripts: what it is sent goes to the script that listens, and
 * the answers of some requests can be lost after they had their effect.
 */
public final class ServiceNow implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> properties;
    private final String listener;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger losing = new AtomicInteger();
    final Map<String, String> change = new ConcurrentHashMap<>();
    final List<String> notes = new CopyOnWriteArrayList<>();
    final List<Integer> answered = new CopyOnWriteArrayList<>();

    ServiceNow(Map<String, String> properties, String listener) throws IOException {
        this.properties = Map.copyOf(properties);
        this.listener = listener;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/api/x_acme/changeover/events", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/api/x_acme/changeover/events"
                .formatted(server.getAddress().getPort());
    }

    /** Loses the next answers: the sender is told 502. */
    void loseAnswers(int count) {
        losing.set(count);
    }

    /** Runs a script of the page on the change. */
    synchronized void run(String script) {
        run(script, "", new Incoming(Optional.empty()));
    }

    private synchronized int run(String script, String body, Incoming incoming) {
        try (Context context = Context.enter()) {
            context.setLanguageVersion(Context.VERSION_ES6);
            context.setInterpretedMode(true);
            ScriptableObject scope = context.initStandardObjects();
            ScriptableObject.putProperty(scope, "host", Context.javaToJS(this, scope));
            ScriptableObject.putProperty(scope, "incoming", Context.javaToJS(incoming, scope));
            ScriptableObject.putProperty(scope, "text", body);
            context.evaluateString(scope, prelude(), "servicenow.js", 1, null);
            context.evaluateString(
                    scope,
                    "var request = { body: { dataString: String(text) },"
                            + " getHeader: function (name) { return String(incoming.header(name)); } };"
                            + " var response = { setStatus: function (code) { incoming.answer(code); } };",
                    "request",
                    1,
                    null);
            context.evaluateString(scope, script, "page", 1, null);
            return incoming.status;
        }
    }

    /** What the script that listens sees of a request. */
    public static final class Incoming {
        private final Optional<Headers> headers;
        private int status = 500;

        Incoming(Optional<Headers> headers) {
            this.headers = headers;
        }

        public String header(String name) {
            return headers.map(all -> all.getFirst(name)).orElse("");
        }

        public void answer(int code) {
            status = code;
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = run(listener, body, new Incoming(Optional.of(exchange.getRequestHeaders())));
            int told = status == 200 && losing.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 502 : status;
            answered.add(told);
            exchange.sendResponseHeaders(told, -1);
        }
    }

    public String property(String name) {
        return properties.get(name);
    }

    public String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public String mac(String key, String algorithm, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), algorithm));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    public String field(String name) {
        return change.getOrDefault(name, "");
    }

    /** Writes all of an update at once. */
    public void update(String changes, String note) throws IOException {
        JsonNode fields = JSON.readTree(changes);
        fields.fieldNames()
                .forEachRemaining(name -> change.put(name, fields.get(name).asText()));
        if (!note.isEmpty()) {
            notes.add(note);
        }
    }

    /** What came back. */
    public record Sent(int statusCode, String body) {}

    public Sent send(String method, String url, String user, String password, String type, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Basic " + base64(user + ":" + password))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Sent(response.statusCode(), response.body());
    }

    private static String prelude() {
        try {
            return Files.readString(Path.of("src/test/resources/ticketing/servicenow.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
