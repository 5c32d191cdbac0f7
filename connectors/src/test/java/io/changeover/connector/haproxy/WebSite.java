package io.changeover.connector.haproxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An application at one site: answers with the site's name, at {@code /long} only when it is let. */
final class WebSite implements AutoCloseable {
    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch let = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean healthy = true;

    WebSite(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, 200));
        server.createContext("/health", exchange -> answer(exchange, healthy ? 200 : 503));
        server.createContext("/long", this::hold);
        server.start();
    }

    private void hold(HttpExchange exchange) throws IOException {
        held.incrementAndGet();
        try {
            let.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        answer(exchange, 200);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = name.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    void healthy(boolean is) {
        healthy = is;
    }

    /** How many long requests have arrived. */
    int held() {
        return held.get();
    }

    /** Lets the long requests end. */
    void let() {
        let.countDown();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        let();
        server.stop(0);
        threads.shutdownNow();
    }
}
