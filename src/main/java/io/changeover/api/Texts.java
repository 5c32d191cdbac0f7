package io.changeover.api;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts as they come over the wire, where anything may be missing. */
final class Texts {
    private Texts() {}

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A run's name, if it can be one. */
    static Optional<RunId> runId(String text) {
        try {
            return Optional.of(new RunId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A plan's name, if it can be one. */
    static Optional<PlanId> planId(String text) {
        try {
            return Optional.of(new PlanId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
