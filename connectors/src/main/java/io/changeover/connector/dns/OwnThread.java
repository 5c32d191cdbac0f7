package io.changeover.connector.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.DefaultIoClientFactory;
import org.xbill.DNS.io.UdpIoClient;

/**
 * Datagrams sent and received by the thread that asks, which blocks until the answer is there. Where one server is asked
 * alone this saves the hand-overs to and from a thread that serves all. Streams go the usual way.
 */
final class OwnThread extends DefaultIoClientFactory {
    @Override
    public UdpIoClient createOrGetUdpClient() {
        return OwnThread::exchange;
    }

    private static CompletableFuture<byte[]> exchange(
            @Nullable InetSocketAddress local,
            InetSocketAddress server,
            Message query,
            byte[] question,
            int most,
            Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        // A channel's socket, because unlike a plain one it wakes at an interrupt.
        try (DatagramChannel channel = DatagramChannel.open()) {
            DatagramSocket socket = channel.socket();
            socket.connect(server);
            socket.send(new DatagramPacket(question, question.length));
            byte[] room = new byte[Math.max(most, Message.MAXLENGTH)];
            while (true) {
                socket.setSoTimeout(Math.max(1, (int) ((deadline - System.nanoTime()) / 1_000_000)));
                DatagramPacket answer = new DatagramPacket(room, room.length);
                socket.receive(answer);
                if (answers(room, answer.getLength(), question)) {
                    return CompletableFuture.completedFuture(Arrays.copyOf(room, answer.getLength()));
                }
                if (System.nanoTime() > deadline) {
                    throw new SocketException("no answer in time");
                }
            }
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether it bears the number of the question; one that came late for an earlier question is passed over. */
    private static boolean answers(byte[] answer, int length, byte[] question) {
        return length >= 2 && answer[0] == question[0] && answer[1] == question[1];
    }
}
