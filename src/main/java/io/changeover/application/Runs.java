package io.changeover.application;

import io.changeover.application.port.RunStore;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import java.util.List;

/** What the use cases on runs ask first. */
final class Runs {
    private static final int LONGEST_REASON = 2_000;

    private Runs() {}

    static Run locked(RunStore runs, RunId id) {
        return runs.lock(id)
                .orElseThrow(() -> RefusedException.because("RUN_UNKNOWN", "there is no run '%s'".formatted(id)));
    }

    /** The engine keeps no longer text. */
    static void checkLength(String reason, List<Blocker> blockers) {
        if (reason.length() > LONGEST_REASON) {
            blockers.add(new Blocker(
                    "REASON_TOO_LONG",
                    "a reason has at most %d characters, this one has %d".formatted(LONGEST_REASON, reason.length())));
        }
    }

    static void checkReason(boolean needed, String reason, List<Blocker> blockers) {
        checkLength(reason, blockers);
        if (needed && reason.isBlank()) {
            blockers.add(new Blocker("REASON_MISSING", "a reason is needed; it goes into the report"));
        }
    }
}
