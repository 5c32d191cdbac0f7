package io.changeover.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client that never stops: one order after the other through the route, each with a number of its own. An order whose
 * end is unknown is given up and never counted; the next one has the next number.
 */
final class Orders {
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final Duration SELDOM = Duration.ofMillis(100);
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Pattern ACKNOWLEDGED =
            Pattern.compile("HTTP/1\\.1 200 .*\\{\"number\":(\\d+),\"site\":\"(\\w+)\".*", Pattern.DOTALL);

    private final InetSocketAddress route;
    private final Ledger ledger;
    private final Thread thread;
    private volatile Duration every = OFTEN;

    private Orders(InetSocketAddress route, Ledger ledger) {
        this.route = route;
        this.ledger = ledger;
        this.thread = Threads.named("orders").newThread(this::write);
    }

    /** Begins to write. */
    static Orders begin(int routePort, Ledger ledger) throws IOException {
        Orders orders = new Orders(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), routePort), ledger);
        orders.thread.start();
        return orders;
    }

    /** From now on writes ten orders in a second, as it may go on for hours. */
    void slowDown() {
        every = SELDOM;
    }

    /** Stops after the order under way. */
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(2L * TIMEOUT_MILLIS);
    }

    private void write() {
        try {
            for (long number = 1; !Thread.currentThread().isInterrupted(); number++) {
                long begun = System.nanoTime();
                String site = send(number);
                if (site != null) {
                    ledger.acknowledged(number, site);
                }
                Duration period = every;
                Waiting.pause(period.minusNanos(Math.min(period.toNanos(), System.nanoTime() - begun)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new DemoException("the client's book: wanted it written, found: " + e.getMessage(), e);
        }
    }

    /** The site that acknowledged the order, or null. Sent once only: a second try could write it twice. */
    private @Nullable String send(long number) {
        String body = Long.toString(number);
        String request = "POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(route, TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = ACKNOWLEDGED.matcher(answer);
            return matcher.matches() && matcher.group(1).equals(body) ? matcher.group(2) : null;
        } catch (IOException unknownEnd) {
            return null;
        }
    }
}
