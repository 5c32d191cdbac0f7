package io.changeover.persistence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresFiguresTest extends FiguresContractTest {
    private static PostgresServer server;
    private static StoreRoom room;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        room = StoreRoom.on(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreRoom room() {
        return room;
    }
}
