package io.changeover.domain.plan;

import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects changes in the order in which they are found. */
final class ChangeList {
    private final List<PlanChange> changes = new ArrayList<>();

    void added(Code code, String path, String sentence) {
        changes.add(new PlanChange(code, path, sentence, Optional.empty(), Optional.empty(), Severity.NORMAL));
    }

    void lost(Code code, String path, String sentence) {
        changes.add(new PlanChange(code, path, sentence, Optional.empty(), Optional.empty(), Severity.DANGEROUS));
    }

    /** A value that is another; the sentence is made of what it is and both values. */
    void value(
            Code code, Severity severity, String path, String what, @Nullable Object before, @Nullable Object after) {
        String sentence = before == null
                ? "%s is set: %s".formatted(what, words(after))
                : after == null
                        ? "%s is not set any more; it was %s".formatted(what, words(before))
                        : "%s changes from %s to %s".formatted(what, words(before), words(after));
        changes.add(new PlanChange(
                code,
                path,
                sentence,
                Optional.ofNullable(before).map(ChangeList::words),
                Optional.ofNullable(after).map(ChangeList::words),
                severity));
    }

    List<PlanChange> all() {
        return List.copyOf(changes);
    }

    /** A value as a plan would have it. */
    static String words(@Nullable Object value) {
        if (value instanceof Duration time) {
            return words(time);
        }
        return String.valueOf(value);
    }

    private static String words(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        return seconds % 3_600 == 0 && seconds > 0
                ? seconds / 3_600 + "h"
                : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
