package io.changeover.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What clients really pass through: every connection goes to an instance of the site that a file names, in turn, past
 * those that do not answer. With none alive the connection is closed.
 */
final class DemoRoute implements AutoCloseable {
    private static final int CONNECT_MILLIS = 300;

    private final ServerSocket door;
    private final Path file;
    private final Map<String, List<InetSocketAddress>> instances;
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("route"));

    private DemoRoute(ServerSocket door, Path file, Map<String, List<InetSocketAddress>> instances) {
        this.door = door;
        this.file = file;
        this.instances = instances;
    }

    /**
     * Opens it on this machine.
     *
     * @param file holds the name of the site
     * @param instances by site
     */
    static DemoRoute open(int port, Path file, Map<String, List<InetSocketAddress>> instances) throws IOException {
        ServerSocket door = new ServerSocket(port, 128, InetAddress.getByName("127.0.0.1"));
        DemoRoute route = new DemoRoute(door, file, instances);
        route.threads.execute(route::accept);
        return route;
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> carry(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket instance = connect()) {
            if (instance == null) {
                return;
            }
            client.setTcpNoDelay(true);
            instance.setTcpNoDelay(true);
            threads.execute(() -> pour(client, instance));
            pour(instance, client);
        } catch (IOException gone) {
            // The client sees its connection closed, as it would at any route.
        }
    }

    private @Nullable Socket connect() throws IOException {
        List<InetSocketAddress> all =
                instances.getOrDefault(Files.readString(file).strip(), List.of());
        int first = turn.getAndIncrement();
        for (int i = 0; i < all.size(); i++) {
            Socket socket = new Socket();
            try {
                socket.connect(all.get(Math.floorMod(first + i, all.size())), CONNECT_MILLIS);
                return socket;
            } catch (IOException notAlive) {
                socket.close();
            }
        }
        return null;
    }

    private static void pour(Socket from, Socket to) {
        byte[] buffer = new byte[4_096];
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                output.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException closed) {
            // The other direction ends too when both sockets are closed.
        }
    }
}
