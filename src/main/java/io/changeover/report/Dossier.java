package io.changeover.report;

import io.changeover.application.Drills;
import io.changeover.application.port.WatchStore.Sample;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.watch.Alarm;
import io.changeover.report.RunReport.Outage;
import io.changeover.report.RunReport.RecoveryPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a plan over a period.
 *
 * @param now when it was read
 * @param versions those applied in the period
 * @param runs those that meet the period, oldest first
 * @param achieved of those of them that moved the service and have ended
 * @param events of those runs, with what people did
 * @param alarms those that meet the period
 * @param samples the lags of the period, oldest first
 * @param holds those that meet the period
 */
record Dossier(
        Instant now,
        PlanStatus status,
        ProtectionPlan plan,
        List<PlanVersion> versions,
        List<Run> runs,
        Map<RunId, Achieved> achieved,
        List<RunEvent> events,
        List<Alarm> alarms,
        List<Sample> samples,
        List<Hold> holds,
        Drills.Standing drill) {

    /** What a run achieved of what its plan promised. */
    record Achieved(Outage outage, RecoveryPoint loss) {}
}
