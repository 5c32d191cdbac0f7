package io.changeover.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A ticketing system on loopback: takes what is signed rightly, refuses the rest, and can be away, slow or broken. */
public final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String secret;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Integer> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile String answer = "thank you";
    private int port;
    private HttpServer server;

    /** One request as it came, and the status it was answered with. */
    public record Request(Map<String, String> headers, String body, JsonNode json, int status) {
        public boolean accepted() {
            return status == 200;
        }

        public String event() {
            return json.path("event").asText();
        }

        public String id() {
            return json.path("id").asText();
        }
    }

    public WebhookReceiver(String secret) throws IOException {
        this.secret = secret;
        open();
        port = server.getAddress().getPort();
    }

    /** Is there, at the same port as before. */
    public void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Refuses every connection. */
    public void away() {
        server.stop(0);
    }

    /** Answers the next requests with these. */
    public void answerNext(Integer... statuses) {
        next.addAll(List.of(statuses));
    }

    /** How many requests wait for an answer. */
    public int waiting() {
        return waiting.get();
    }

    /** Says this in every answer. */
    public void say(String text) {
        answer = text;
    }

    /** Answers nothing until the latch that is returned is counted down. */
    public CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What was accepted, in order. */
    public List<Request> accepted() {
        return requests.stream().filter(Request::accepted).toList();
    }

    /** The accepted events of a run, in order. */
    public List<String> events(String run) {
        return accepted().stream()
                .filter(request -> request.json().path("run").asText().equals(run))
                .map(request -> request.json().path("sequence").asInt() + " " + request.event())
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT),
                            entry -> entry.getValue().get(0)));
            waiting.incrementAndGet();
            gate.await();
            waiting.decrementAndGet();
            Integer told = next.poll();
            int status = !signed(headers, body) ? 401 : told == null ? 200 : told;
            requests.add(new Request(headers, body, JSON.readTree(body), status));
            if (status / 100 == 3) {
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            }
            byte[] text = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the page on notifications tells receivers to do it. */
    private boolean signed(Map<String, String> headers, String body) {
        String header = headers.getOrDefault("changeover-signature", "");
        if (!header.matches("t=[0-9]+,v1=[0-9a-f]{64}")) {
            return false;
        }
        String time = header.substring(2, header.indexOf(','));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] proof = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
            return header.endsWith(",v1=" + HexFormat.of().formatHex(proof));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
