package io.changeover.persistence;

class H2RunLookTest extends RunLookContractTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    @Override
    StoreRoom room() {
        return ROOM;
    }
}
