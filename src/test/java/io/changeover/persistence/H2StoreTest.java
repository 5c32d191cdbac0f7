package io.changeover.persistence;

class H2StoreTest extends StoreContractTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    @Override
    StoreRoom room() {
        return ROOM;
    }
}
