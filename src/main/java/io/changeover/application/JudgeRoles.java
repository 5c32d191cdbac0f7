package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.PlanCause;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanTransition;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** Finds out from the roles that a run has read which sites are active. Two at once are a split brain of the plan. */
public final class JudgeRoles {
    /** What is to be looked for where two sites were active at the same time. */
    public static final List<String> HARMS = List.of(
            "things that both sites took in: duplicated incidents, orders, payments",
            "systems that both sites call: they carried the load of two, and may have done what was asked twice",
            "records overwritten or mixed up because both sites gave the same internal ids to different things");

    private final StepStore steps;
    private final PlanStore store;
    private final SplitAlarm alarm;
    private final EventLog events;
    private final Clock clock;

    public JudgeRoles(StepStore steps, PlanStore store, SplitAlarm alarm, EventLog events, Clock clock) {
        this.steps = steps;
        this.store = store;
        this.alarm = alarm;
        this.events = events;
        this.clock = clock;
    }

    /** Which sites are active. The wire name is the lower-case name with hyphens. */
    public enum Finding {
        /** The site that serves by the plan, and no other. */
        AS_PLANNED,
        /** Only the site that does not serve by the plan. */
        OTHER_ACTIVE,
        /** Neither. */
        NONE_ACTIVE,
        /** Both, for the same dataset. */
        TWO_ACTIVE,
        /** One site for some datasets, and the other one for others. */
        MIXED,
        /** Some role could not be read and was skipped. */
        UNKNOWN;

        /** As diagrams write it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Judges, in the caller's transaction, and writes down what was found. */
    public Finding judge(Run run) {
        SiteRoles roles = new SiteRoles(steps.operationsOf(run.id()));
        Finding finding = finding(roles, run.source(), run.target());
        String sentence = sentence(finding, run);
        events.append(new RunEvent(run.id(), clock.instant(), "changeover", "ROLES_READ", sentence));
        if (finding == Finding.TWO_ACTIVE && !run.dryRun()) {
            String note = "%s (run %s). Look for %s. The runbook %s asks which one stays"
                    .formatted(sentence, run.id(), String.join("; ", HARMS), RunType.RESOLVE_SPLIT_BRAIN.wireName());
            store.lock(run.plan()).ifPresent(status -> alarm.raise(split(status, note), sentence));
        }
        return finding;
    }

    private PlanStatus split(PlanStatus status, String note) {
        if (!PlanTransition.allows(status.state(), PlanState.SPLIT_BRAIN, PlanCause.TWO_ACTIVE)) {
            return status;
        }
        PlanStatus split = status.in(PlanState.SPLIT_BRAIN, PlanCause.TWO_ACTIVE, note);
        store.update(split);
        return split;
    }

    private static Finding finding(SiteRoles roles, SiteId serving, SiteId other) {
        boolean here = roles.active(serving);
        boolean there = roles.active(other);
        if (roles.split()) {
            return Finding.TWO_ACTIVE;
        }
        if (!roles.known()) {
            return Finding.UNKNOWN;
        }
        if (here && there) {
            return Finding.MIXED;
        }
        if (here) {
            return Finding.AS_PLANNED;
        }
        return there ? Finding.OTHER_ACTIVE : Finding.NONE_ACTIVE;
    }

    private static String sentence(Finding finding, Run run) {
        return switch (finding) {
            case AS_PLANNED -> "%s is active, as the plan has it, and %s is not".formatted(run.source(), run.target());
            case OTHER_ACTIVE ->
                "%s is active, and %s, which serves by the plan, is not".formatted(run.target(), run.source());
            case NONE_ACTIVE -> "neither %s nor %s is active".formatted(run.source(), run.target());
            case MIXED -> "%s is active for some datasets, and %s for others".formatted(run.source(), run.target());
            case TWO_ACTIVE -> "two sites are active: %s and %s".formatted(run.source(), run.target());
            case UNKNOWN -> "it is not known whether %s and %s are active".formatted(run.source(), run.target());
        };
    }
}
