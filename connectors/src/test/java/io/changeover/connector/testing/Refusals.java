package io.changeover.connector.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Verdict;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a connector that does not reach what was wanted must say. */
public final class Refusals {
    private Refusals() {}

    /** It fails with that code and verdict, and its message says all of this. */
    public static void refused(ThrowingCallable call, String code, Verdict verdict, String... said) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.verdict()).isEqualTo(verdict);
            assertThat(List.of(said))
                    .allSatisfy(words -> assertThat(e.getMessage()).contains(words));
        });
    }
}
