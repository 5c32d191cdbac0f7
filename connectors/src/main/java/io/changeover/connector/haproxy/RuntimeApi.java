package io.changeover.connector.haproxy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** One connection to HAProxy's runtime API, over which one command follows another. */
final class RuntimeApi implements AutoCloseable {
    /** What ends every answer once "prompt" was asked for. */
    private static final byte[] PROMPT = "\n> ".getBytes(StandardCharsets.UTF_8);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Wire wire;
    private final Context context;

    private RuntimeApi(Wire wire, Context context) {
        this.wire = wire;
        this.context = context;
    }

    static RuntimeApi open(Door door, Context context) throws ConnectorException, InterruptedException {
        RuntimeApi api = new RuntimeApi(door.open(context), context);
        boolean open = false;
        try {
            api.ask("prompt");
            open = true;
            return api;
        } finally {
            if (!open) {
                api.close();
            }
        }
    }

    /** Sends one command and returns its answer, without the prompt and the empty line at its end. */
    String ask(String command) throws ConnectorException, InterruptedException {
        wire.send((command + "\n").getBytes(StandardCharsets.UTF_8), limit(command));
        ByteArrayOutputStream answer = new ByteArrayOutputStream(4096);
        while (true) {
            byte[] more = wire.receive(limit(command));
            if (more.length == 0) {
                throw ConnectorException.unknown(
                        "SOCKET_LOST",
                        "wanted an answer to '%s', found: HAProxy closed the connection".formatted(command));
            }
            answer.write(more, 0, more.length);
            if (ended(answer)) {
                String text = answer.toString(StandardCharsets.UTF_8);
                return text.substring(0, text.length() - PROMPT.length).stripTrailing();
            }
        }
    }

    private static boolean ended(ByteArrayOutputStream answer) {
        byte[] bytes = answer.toByteArray();
        int begin = bytes.length - PROMPT.length;
        return begin >= 0 && Arrays.equals(bytes, begin, bytes.length, PROMPT, 0, PROMPT.length);
    }

    private Duration limit(String command) throws ConnectorException {
        Duration left = context.remaining();
        if (left.isZero()) {
            throw ConnectorException.transientFault(
                    "ROUTE_STATE_UNREADABLE", "wanted to ask '%s', found no time left".formatted(command));
        }
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }

    @Override
    public void close() {
        wire.close();
    }
}
