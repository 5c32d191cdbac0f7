package io.changeover.application;

import io.changeover.application.port.RunStore;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the use cases on runs ask first. */
final class Runs {
    private static final int LONGEST_REASON = 2_000;

    private Runs() {}

    static Run locked(RunStore runs, RunId id) {
        return runs.lock(id)
                .orElseThrow(() -> RefusedException.because("RUN_UNKNOWN", "there is no run '%s'".formatted(id)));
    }

    /** What connectors are told of where nothing is run: a switchover that is never begun. */
    static Run reading(ProtectionPlan plan, SiteId active, String asker, Instant now) {
        return reading(plan, active, RunType.SWITCHOVER, asker, now);
    }

    /** The same, as if for a run of that type. */
    static Run reading(ProtectionPlan plan, SiteId active, RunType type, String asker, Instant now) {
        return new Run(
                new RunId(plan.id() + "-0"),
                plan.id(),
                0,
                type,
                "check",
                0,
                "",
                "",
                active,
                plan.otherSite(active),
                false,
                asker,
                "plan check",
                RunState.RUNNING,
                Optional.empty(),
                0,
                now,
                Optional.empty(),
                Optional.empty());
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
