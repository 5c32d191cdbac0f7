package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliverNotificationTest {
    @Test
    void thePauseDoublesFromOneSecondToOneMinute() {
        assertThat(IntStream.rangeClosed(1, 9)
                        .mapToObj(DeliverNotification::pause)
                        .map(pause -> pause.toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        assertThat(DeliverNotification.pause(1_000_000)).hasSeconds(60);
    }
}
