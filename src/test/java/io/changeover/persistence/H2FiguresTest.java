package io.changeover.persistence;

class H2FiguresTest extends FiguresContractTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    @Override
    StoreRoom room() {
        return ROOM;
    }
}
