package io.changeover.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The network before a server, which can begin to swallow everything and later deliver it after all, as TCP does when
 * packets get through again. New connections are taken and hear nothing meanwhile.
 */
final class SwallowingRelay implements AutoCloseable {
    private final ServerSocket listening;
    private final InetAddress server;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private boolean swallows;
    private boolean closed;

    /** A relay on that address to the same port of the server's. */
    SwallowingRelay(String address, String server, int port) throws IOException {
        this.listening = new ServerSocket(port, 50, InetAddress.getByName(address));
        this.server = InetAddress.getByName(server);
        thread(this::accept);
    }

    /** From now on nothing gets through in either direction. */
    synchronized void swallow() {
        swallows = true;
    }

    /** All gets through again, what was held up first. */
    synchronized void deliver() {
        swallows = false;
        notifyAll();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                thread(() -> connect(client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void connect(Socket client) {
        try {
            awaitPassage();
            Socket onwards = new Socket(server, listening.getLocalPort());
            sockets.add(onwards);
            thread(() -> pass(client, onwards));
            pass(onwards, client);
        } catch (IOException | InterruptedException e) {
            end(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitPassage();
                out.write(bytes, 0, count);
            }
            awaitPassage();
        } catch (IOException | InterruptedException e) {
            // Both ends are closed below, as after the ordinary end.
        } finally {
            end(from);
            end(to);
        }
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (swallows && !closed) {
            wait();
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // not open
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        listening.close();
        sockets.forEach(SwallowingRelay::end);
    }
}
