package io.changeover.application;

import io.changeover.application.port.RunStore;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;

/** What the use cases on runs ask first. */
final class Runs {
    private Runs() {}

    static Run locked(RunStore runs, RunId id) {
        return runs.lock(id)
                .orElseThrow(() -> RefusedException.because("RUN_UNKNOWN", "there is no run '%s'".formatted(id)));
    }

    static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw RefusedException.because("REASON_MISSING", "a reason is needed; it goes into the report");
        }
    }
}
