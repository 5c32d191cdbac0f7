package io.changeover.domain.plan;

import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import java.time.Duration;

/** What is different in how plans are watched, and in what follows from it. */
final class WatchDiff {
    private final ProtectionPlan before;
    private final ProtectionPlan after;
    private final ChangeList changes;

    WatchDiff(ProtectionPlan before, ProtectionPlan after, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void all() {
        span("every", before.watch().every(), after.watch().every());
        span("grace", before.watch().grace(), after.watch().grace());
        span("keep", before.watch().keep(), after.watch().keep());
        TriggerRule was = before.trigger();
        TriggerRule is = after.trigger();
        if (was.mode() != is.mode()) {
            Severity severity = is.mode().compareTo(was.mode()) > 0 ? Severity.DANGEROUS : Severity.NORMAL;
            trigger("mode", severity, was.mode().wireName(), is.mode().wireName());
        }
        if (was.misses() != is.misses()) {
            trigger(
                    "misses",
                    is.misses() < was.misses() ? Severity.DANGEROUS : Severity.NORMAL,
                    was.misses(),
                    is.misses());
        }
        if (!was.every().equals(is.every())) {
            boolean sooner = is.every().compareTo(was.every()) < 0;
            trigger("every", sooner ? Severity.DANGEROUS : Severity.NORMAL, was.every(), is.every());
        }
    }

    private void span(String name, Duration was, Duration is) {
        if (!was.equals(is)) {
            changes.value(Code.WATCH_CHANGED, Severity.NORMAL, "watch." + name, "the watch's '" + name + "'", was, is);
        }
    }

    private void trigger(String name, Severity severity, Object was, Object is) {
        changes.value(Code.TRIGGER_CHANGED, severity, "trigger." + name, "the trigger's '" + name + "'", was, is);
    }
}
