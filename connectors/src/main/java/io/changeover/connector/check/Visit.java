package io.changeover.connector.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET of a new user: over a connection of its own to a given address, in the name of the URL's host, which also the
 * certificate must bear. (The JDK's client chooses the address by itself.)
 */
final class Visit implements AutoCloseable {
    private static final int BODY_LIMIT = 1024 * 1024;
    private static final int LINE_LIMIT = 16 * 1024;
    private static final int HEADER_LIMIT = 200;

    private final SocketChannel channel;
    private final long deadline;

    private Visit(SocketChannel channel, Duration limit) {
        this.channel = channel;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * What came back.
     *
     * @param headers by name in small letters
     * @param body its first mebibyte
     */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** Asks that address. Wakes at an interrupt. */
    static Answer to(InetAddress address, URI url, Map<String, String> headers, Duration limit)
            throws IOException, InterruptedException {
        try (Visit visit = new Visit(SocketChannel.open(), limit)) {
            return visit.ask(address, url, headers);
        } catch (IOException e) {
            if (e instanceof ClosedByInterruptException
                    || Thread.currentThread().isInterrupted()) {
                Thread.interrupted();
                throw new InterruptedException("interrupted while asking");
            }
            throw e;
        }
    }

    private Answer ask(InetAddress address, URI url, Map<String, String> headers) throws IOException {
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        Socket plain = channel.socket();
        plain.connect(new InetSocketAddress(address, port), left());
        Socket socket = secure ? secured(plain, url.getHost(), port) : plain;
        socket.getOutputStream().write(request(url, headers).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return answer(socket, new BufferedInputStream(socket.getInputStream()));
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = defaultFactory();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(left());
        socket.startHandshake();
        return socket;
    }

    private static SSLSocketFactory defaultFactory() throws IOException {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("no TLS", e);
        }
    }

    private static String request(URI url, Map<String, String> headers) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        StringBuilder request = new StringBuilder("GET " + path + query + " HTTP/1.1\r\n");
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(Map.of("Host", host, "Accept", "*/*", "User-Agent", "changeover"));
        all.putAll(headers);
        all.put("Connection", "close");
        all.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private Answer answer(Socket socket, InputStream in) throws IOException {
        String[] first = line(socket, in).split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("\\d{3}")) {
            throw new IOException("not an answer of an HTTP server");
        }
        Map<String, String> headers = headers(socket, in);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            int size = chunk(socket, in);
            while (size > 0 && body.size() < BODY_LIMIT) {
                copy(socket, in, body, size);
                line(socket, in);
                size = chunk(socket, in);
            }
        } else if (headers.getOrDefault("content-length", "").matches("\\d{1,18}")) {
            copy(socket, in, body, Long.parseLong(headers.get("content-length")));
        } else {
            copyAll(socket, in, body);
        }
        return new Answer(Integer.parseInt(first[1]), headers, body.toString(StandardCharsets.UTF_8));
    }

    private Map<String, String> headers(Socket socket, InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(socket, in); !line.isEmpty(); line = line(socket, in)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || headers.size() > HEADER_LIMIT) {
                throw new IOException("not the headers of an HTTP answer");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private int chunk(Socket socket, InputStream in) throws IOException {
        String size = line(socket, in).replaceAll(";.*", "").strip();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
            throw new IOException("not the size of a chunk");
        }
        return Integer.parseInt(size, 16);
    }

    private String line(Socket socket, InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            socket.setSoTimeout(left());
            int one = in.read();
            if (one < 0 || line.size() > LINE_LIMIT) {
                throw new EOFException("the answer ended too soon");
            }
            if (one == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(one);
        }
    }

    private void copy(Socket socket, InputStream in, ByteArrayOutputStream body, long size) throws IOException {
        long open = Math.min(size, BODY_LIMIT - body.size());
        while (open > 0) {
            socket.setSoTimeout(left());
            byte[] part = in.readNBytes((int) Math.min(open, 8192));
            if (part.length == 0) {
                throw new EOFException("the answer ended too soon");
            }
            body.writeBytes(part);
            open -= part.length;
        }
    }

    private void copyAll(Socket socket, InputStream in, ByteArrayOutputStream body) throws IOException {
        byte[] part = new byte[8192];
        while (body.size() < BODY_LIMIT) {
            socket.setSoTimeout(left());
            int read = in.read(part, 0, Math.min(part.length, BODY_LIMIT - body.size()));
            if (read < 0) {
                return;
            }
            body.write(part, 0, read);
        }
    }

    /** Milliseconds, at least one. */
    private int left() throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("no whole answer in time");
        }
        return Math.toIntExact(left);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
