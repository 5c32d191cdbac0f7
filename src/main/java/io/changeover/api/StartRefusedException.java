package io.changeover.api;

import io.changeover.application.RefusedException;
import io.changeover.domain.run.RunId;
import java.util.Optional;

/** A start was refused; where its business key has started a run before, that run is what the caller looks for. */
final class StartRefusedException extends RuntimeException {
    private final transient RefusedException refusal;
    private final transient Optional<RunId> first;

    StartRefusedException(RefusedException refusal, Optional<RunId> first) {
        super(refusal.getMessage(), refusal);
        this.refusal = refusal;
        this.first = first;
    }

    RefusedException refusal() {
        return refusal;
    }

    Optional<RunId> first() {
        return first;
    }
}
