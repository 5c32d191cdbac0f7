package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = new Room(8);

    @Test
    void oneAddressGetsAQuarter() {
        assertThat(room.enter("slow")).isTrue();
        assertThat(room.enter("slow")).isTrue();
        assertThat(room.enter("slow")).isFalse();
        assertThat(room.enter("other")).isTrue();

        room.leave("slow");
        assertThat(room.enter("slow")).isTrue();
    }

    @Test
    void allTogetherGetNoMoreThanThereIs() {
        for (int i = 0; i < 8; i++) {
            assertThat(room.enter("address-" + i)).isTrue();
        }
        assertThat(room.enter("address-8")).isFalse();

        room.leave("address-3");
        assertThat(room.enter("address-8")).isTrue();
    }

    @Test
    void aSmallRoomHasAPlaceForAnyAddress() {
        assertThat(new Room(1).enter("one")).isTrue();
    }
}
