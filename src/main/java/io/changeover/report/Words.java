package io.changeover.report;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import java.util.List;
import java.util.Locale;

/** How reports name things in sentences. */
final class Words {
    private static final int NAMED = 3;

    private Words() {}

    /** {@code STOP of shop-1 at fra}. */
    static String operation(OperationRecord one) {
        return operation(one.operation(), one.target(), one.site().value());
    }

    static String operation(Operation operation, String target, String site) {
        return "%s of %s at %s".formatted(operation, target, site);
    }

    /** {@code a}, {@code a and b}, or {@code a, b, c and 17 more}. */
    static String some(List<String> names) {
        if (names.size() > NAMED + 1) {
            return "%s and %d more".formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED);
        }
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : "%s and %s".formatted(String.join(", ", names.subList(0, last)), names.get(last));
    }

    /** {@code 1 change}, {@code 12 changes}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
