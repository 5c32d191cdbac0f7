package io.changeover.application;

import io.changeover.domain.run.Blocker;
import java.util.List;
import java.util.stream.Collectors;

/** What was asked for may not be done now. Names every reason at once. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Blocker> blockers;

    public RefusedException(List<Blocker> blockers) {
        super(blockers.stream().map(Blocker::toString).collect(Collectors.joining("; ")));
        this.blockers = List.copyOf(blockers);
    }

    /** Every reason, in the order in which they were found. */
    public List<Blocker> blockers() {
        return blockers;
    }
}
