package io.changeover.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final List<Ledger.Entry> BOOK = List.of(
            new Ledger.Entry(1, "fra", 0),
            new Ledger.Entry(2, "fra", 5_000_000),
            new Ledger.Entry(4, "ams", 305_000_000),
            new Ledger.Entry(5, "ams", 310_000_000));

    @Test
    void anAcknowledgedOrderThatIsAbsentIsLost() {
        assertThat(Ledger.balance(BOOK, List.of(1L, 4L, 5L))).isEqualTo(new Ledger.Balance(1, 0));
    }

    @Test
    void anOrderWithoutAcknowledgementMayBeThereOrNot() {
        assertThat(Ledger.balance(BOOK, List.of(1L, 2L, 3L, 4L, 5L))).isEqualTo(new Ledger.Balance(0, 0));
        assertThat(Ledger.balance(BOOK, List.of(1L, 2L, 4L, 5L))).isEqualTo(new Ledger.Balance(0, 0));
    }

    @Test
    void anOrderThatIsThereTwiceIsDoubledEvenIfNeverAcknowledged() {
        assertThat(Ledger.balance(BOOK, List.of(1L, 2L, 3L, 3L, 4L, 5L, 5L))).isEqualTo(new Ledger.Balance(0, 2));
    }

    @Test
    void theOutageIsTheLongestTimeBetweenTwoAcknowledgements() {
        assertThat(Ledger.longestGap(BOOK)).isEqualTo(Duration.ofMillis(300));
        assertThat(Ledger.longestGap(BOOK.subList(0, 1))).isZero();
    }
}
