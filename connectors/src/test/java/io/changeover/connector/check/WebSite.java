package io.changeover.connector.check;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that says which site it is, and counts its requests in a file of that name. */
final class WebSite implements AutoCloseable {
    private final String site;
    private final Path counter;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger awaited = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Runnable before = () -> {};

    private WebSite(String site, Path counter, HttpServer server) {
        this.site = site;
        this.counter = counter;
        this.server = server;
    }

    /** Makes a server at an address. */
    interface Kind {
        HttpServer at(InetSocketAddress address, int backlog) throws IOException;
    }

    static WebSite start(String site, String address, int port, Path folder, Kind kind) throws IOException {
        HttpServer server = kind.at(new InetSocketAddress(address, port), 0);
        WebSite web = new WebSite(site, folder.resolve(site), server);
        web.write();
        server.createContext("/", web::answer);
        server.setExecutor(web.threads);
        server.start();
        return web;
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> hosts() {
        return hosts;
    }

    /** Has something done before the n-th answer from now. */
    void beforeAnswering(int n, Runnable work) {
        before = work;
        awaited.set(n);
    }

    /** Counts a request, as if one had come. */
    void count() {
        seen.incrementAndGet();
        write();
    }

    private void write() {
        try {
            Files.writeString(counter, seen.get() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            count();
            if (awaited.decrementAndGet() == 0) {
                before.run();
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/silent")) {
                closed.await();
            }
            byte[] body = "{\"site\": \"%s\"}".formatted(site).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Site", site);
            exchange.sendResponseHeaders(200, path.equals("/unchunked") ? body.length : 0);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
