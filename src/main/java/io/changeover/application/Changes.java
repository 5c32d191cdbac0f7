package io.changeover.application;

import io.changeover.application.port.Tokens;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes changes in transactions. When another transaction was faster, the change is made again from the beginning, so it
 * must have no effect outside the transaction. Thread-safe.
 */
public final class Changes {
    private static final int TRIES = 50;

    private final TransactionOperations transactions;
    private final Tokens tokens;

    public Changes(TransactionOperations transactions, Tokens tokens) {
        this.transactions = transactions;
        this.tokens = tokens;
    }

    /** Makes a change and returns its result. */
    <T> T make(Supplier<T> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                T result = transactions.execute(status -> change.get());
                if (result == null) {
                    throw new IllegalStateException("the transaction had no result");
                }
                return result;
            } catch (RuntimeException e) {
                boolean conflict = e instanceof ConcurrencyFailureException || tokens.isConflict(e);
                if (!conflict || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
