package io.changeover.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Plain sockets that are closed when the time of their exchange is over. */
final class ClosableSockets extends SocketFactory {
    private final TimeLimit.Open open;

    ClosableSockets(TimeLimit.Open open) {
        this.open = open;
    }

    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        open.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return kept(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return kept(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return kept(new Socket(address, port, localAddress, localPort));
    }

    private Socket kept(Socket socket) {
        open.add(socket);
        return socket;
    }
}
