package io.changeover.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Finds ports that are free now. */
final class Ports {
    private static final int TRIES = 400;

    private Ports() {}

    /**
     * The first port from the wanted one on, such that it and its followers are free at every address.
     *
     * @param count how many ports in a row
     * @throws DemoException if none is
     */
    static int free(int wanted, int count, List<String> addresses) {
        for (int port = wanted; port < wanted + TRIES && port + count <= 65_536; port += count) {
            if (allFree(port, count, addresses)) {
                return port;
            }
        }
        throw new DemoException("no free port from %d on at %s".formatted(wanted, addresses));
    }

    private static boolean allFree(int first, int count, List<String> addresses) {
        for (String address : addresses) {
            for (int port = first; port < first + count; port++) {
                if (!isFree(address, port)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
