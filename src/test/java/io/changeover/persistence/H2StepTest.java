package io.changeover.persistence;

class H2StepTest extends StepContractTest {
    private static final StoreRoom ROOM = StoreRoom.onH2();

    @Override
    StoreRoom room() {
        return ROOM;
    }
}
