package io.changeover.persistence;

class H2OutboxTest extends OutboxContractTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    @Override
    StoreRoom room() {
        return ROOM;
    }
}
