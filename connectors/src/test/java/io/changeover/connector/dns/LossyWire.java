package io.changeover.connector.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Predicate;
import org.xbill.DNS.Message;

/** Stands before a name server and loses datagrams, in one direction or both; streams pass where that is allowed. */
final class LossyWire implements AutoCloseable {
    private final InetSocketAddress server;
    private final ServerSocket streams;
    private final DatagramSocket datagrams;
    private final boolean streamsPass;
    private volatile Predicate<Message> lostThere = message -> false;
    private volatile Predicate<Message> lostBack = message -> false;

    LossyWire(BindServer server, boolean streamsPass) {
        this.server = server.address();
        this.streamsPass = streamsPass;
        try {
            streams = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
            datagrams = new DatagramSocket(new InetSocketAddress("127.0.0.1", streams.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Thread(this::carryDatagrams).start();
        new Thread(this::carryStreams).start();
    }

    String endpoint() {
        return "127.0.0.1:" + streams.getLocalPort();
    }

    /** Loses such messages on their way to the server. */
    void loseThere(Predicate<Message> lost) {
        lostThere = lost;
    }

    /** Loses such answers. */
    void loseBack(Predicate<Message> lost) {
        lostBack = lost;
    }

    private void carryDatagrams() {
        byte[] room = new byte[4096];
        try (DatagramSocket onward = new DatagramSocket()) {
            onward.setSoTimeout(1000);
            while (true) {
                DatagramPacket asked = new DatagramPacket(room, room.length);
                datagrams.receive(asked);
                byte[] question = Arrays.copyOf(asked.getData(), asked.getLength());
                if (lostThere.test(new Message(question))) {
                    continue;
                }
                onward.send(new DatagramPacket(question, question.length, server));
                DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
                onward.receive(answer);
                byte[] back = Arrays.copyOf(answer.getData(), answer.getLength());
                if (!lostBack.test(new Message(back))) {
                    datagrams.send(new DatagramPacket(back, back.length, asked.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            datagrams.close();
        }
    }

    private void carryStreams() {
        try {
            while (true) {
                Socket one = streams.accept();
                if (streamsPass) {
                    Socket other = new Socket(server.getAddress(), server.getPort());
                    new Thread(() -> copy(one, other)).start();
                    new Thread(() -> copy(other, one)).start();
                } else {
                    one.close();
                }
            }
        } catch (IOException closed) {
            datagrams.close();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            return;
        }
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            streams.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
