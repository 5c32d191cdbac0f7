package io.changeover.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The application of the demonstration, a process of its own: takes numbered orders by HTTP and answers only after the
 * commit in its own site's database. Needs nothing but the JDK and the PostgreSQL driver.
 *
 * <p>{@code POST /orders} with a number as body · {@code GET /orders/count} · {@code GET /health}: 200 only if the
 * database takes writes. On TERM it finishes the orders it has begun, takes no more, and ends.
 */
public final class DemoShop {
    private final String site;
    private final String name;
    private final ShopDatabase database;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

    private DemoShop(String site, String name, ShopDatabase database) {
        this.site = site;
        this.name = name;
        this.database = database;
    }

    /** Arguments: the site's settings file, the instance's name, its port. */
    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        try (InputStream stream = Files.newInputStream(Path.of(arguments[0]))) {
            settings.load(stream);
        }
        DemoShop shop = new DemoShop(settings.getProperty("site"), arguments[1], new ShopDatabase(settings));
        shop.serve(new InetSocketAddress(settings.getProperty("address"), Integer.parseInt(arguments[2])));
    }

    private void serve(InetSocketAddress address) throws IOException {
        HttpServer server = HttpServer.create(address, 128);
        server.createContext("/orders", this::orders);
        server.createContext("/health", this::health);
        server.setExecutor(Executors.newFixedThreadPool(4));
        Runtime.getRuntime().addShutdownHook(new Thread(this::finishOrders));
        server.start();
    }

    /** Never given back: orders that come later find the shop closed. */
    private void finishOrders() {
        try {
            open.writeLock().tryLock(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void orders(HttpExchange exchange) throws IOException {
        if (!open.readLock().tryLock()) {
            answer(exchange, 503, "{\"error\":\"closing\"}");
            return;
        }
        try {
            if (exchange.getRequestMethod().equals("POST")) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                long number = Long.parseLong(body.strip());
                database.insert(number, name);
                answer(exchange, 200, "{\"number\":%d,\"site\":\"%s\",\"shop\":\"%s\"}".formatted(number, site, name));
            } else {
                answer(exchange, 200, "{\"count\":%d}".formatted(database.count()));
            }
        } catch (NumberFormatException e) {
            answer(exchange, 400, "{\"error\":\"the body must be a number\"}");
        } catch (SQLException e) {
            answer(exchange, 503, "{\"error\":\"database " + e.getSQLState() + "\"}");
        } finally {
            open.readLock().unlock();
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        String role = database.role();
        answer(
                exchange,
                role.equals("primary") ? 200 : 503,
                "{\"site\":\"%s\",\"shop\":\"%s\",\"database\":\"%s\"}".formatted(site, name, role));
    }

    /** Each order comes on a connection of its own, so that the route can spread them. */
    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Connection", "close");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
