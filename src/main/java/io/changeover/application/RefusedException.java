package io.changeover.application;

import io.changeover.domain.run.Blocker;
import java.util.List;
import java.util.stream.Collectors;

/** Something may not be done now. Carries every reason at once; its message is all of them, joined by "; ". */
public final class RefusedException extends RuntimeException {
    private final transient List<Blocker> blockers;

    /** @throws IllegalArgumentException without a single reason: a refusal says why */
    public RefusedException(List<Blocker> blockers) {
        super(blockers.stream().map(Blocker::toString).collect(Collectors.joining("; ")));
        if (blockers.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs at least one blocker, found none");
        }
        this.blockers = List.copyOf(blockers);
    }

    /** All reasons, never empty. */
    public List<Blocker> blockers() {
        return blockers;
    }
}
