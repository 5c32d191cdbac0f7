package io.changeover.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds ports that are free now and keeps other demonstrations from them, as some are not listened at before the service
 * has moved.
 */
final class Ports {
    private static final int TRIES = 400;

    /** Nothing else listens here: who has the port's lock at this address has the port. */
    private static final String LOCKS = "127.0.1.3";

    private Ports() {}

    /**
     * The first port from the wanted one on, such that it and its followers are free at every address. Kept until the
     * cleanup.
     *
     * @param count how many ports in a row
     * @throws DemoException if none is
     */
    static int reserve(int wanted, int count, List<String> addresses, Cleanup cleanup) throws IOException {
        for (int port = wanted; port < wanted + TRIES * count && port + count <= 65_536; port += count) {
            ServerSocket lock = bind(LOCKS, lock(port));
            if (lock != null && allFree(port, count, addresses)) {
                cleanup.add(lock::close);
                return port;
            }
            if (lock != null) {
                lock.close();
            }
        }
        throw new DemoException("no free port from %d on at %s".formatted(wanted, addresses));
    }

    /** Never the port itself, which would then look taken at the wildcard address. */
    private static int lock(int port) {
        return 40_000 + (port + 10_000) % 20_000;
    }

    private static boolean allFree(int first, int count, List<String> addresses) throws IOException {
        for (String address : addresses) {
            for (int port = first; port < first + count; port++) {
                if (!isFree(address, port)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isFree(String address, int port) throws IOException {
        try (ServerSocket socket = bind(address, port)) {
            return socket != null;
        }
    }

    private static @Nullable ServerSocket bind(String address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return socket;
        } catch (BindException taken) {
            socket.close();
            return null;
        }
    }
}
