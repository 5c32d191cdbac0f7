package io.changeover.persistence;

class H2WatchStoreTest extends WatchContractTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    @Override
    StoreRoom room() {
        return ROOM;
    }
}
