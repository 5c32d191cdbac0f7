package io.changeover.application;

import io.changeover.domain.run.Blocker;
import java.util.List;
import java.util.stream.Collectors;

/** Something may not be done now. Nothing was changed; every reason is named. */
public class RefusedException extends RuntimeException {
    private final transient List<Blocker> blockers;

    /** Refused for these reasons. */
    public RefusedException(List<Blocker> blockers) {
        super(blockers.stream().map(Blocker::toString).collect(Collectors.joining("; ")));
        this.blockers = List.copyOf(blockers);
    }

    /** Refused for one reason. */
    public static RefusedException because(String code, String sentence) {
        return new RefusedException(List.of(new Blocker(code, sentence)));
    }

    /** Every reason, at least one. */
    public final List<Blocker> blockers() {
        return blockers;
    }
}
