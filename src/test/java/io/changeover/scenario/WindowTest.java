package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.EventLog;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunOutcome;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatedTest
class WindowTest {
    @Autowired
    private SimulatedServer server;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private EventLog events;

    @Test
    void beforeItOpensTheRunWaitsOnATimerThatIsKeptAndChangesNothing() {
        PlanId plan = planOpen("window-later", 120, 240);
        Run run = server.approved("switchover", plan);

        Job timer = timer(run);

        assertThat(timer.getDuedate().toInstant()).isAfter(Instant.now().plusSeconds(60 * 60));
        assertThat(server.sites.effects()).isEmpty();
        assertThat(events.ofRun(run.id()))
                .extracting(RunEvent::detail)
                .contains("the window opens at " + timer.getDuedate().toInstant());

        // The timer fires, but the window has not opened: the run looks and waits again.
        jobs.executeJob(timer.getId());
        assertThat(timer(run).getId()).isNotEqualTo(timer.getId());
        assertThat(server.sites.effects()).isEmpty();

        server.control.abort(run.id(), "olga", "not this week");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.ABORTED);
        assertThat(jobs.createJobQuery().jobId(timer.getId()).count()).isZero();
        server.assertSourceServes(plan);
    }

    @Test
    void whenItIsOpenTheRunGoesOnAtOnce() {
        PlanId plan = planOpen("window-open", -60, 240);

        assertThat(server.move("switchover", plan).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void whenTheTimeNoLongerFitsAnOperatorSaysGo() {
        Run run = tight("window-go");

        server.door.answer(SimulatedServer.OLGA, server.question(run.id()).task(), "go", "");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void whenTheTimeNoLongerFitsAnOperatorSaysStop() {
        Run run = tight("window-stop");

        server.door.answer(SimulatedServer.OLGA, server.question(run.id()).task(), "stop", "too late for today");

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.NOT_READY);
        server.assertSourceServes(run.plan());
    }

    @Test
    void whenTheTimeNoLongerFitsAnOperatorSaysWait() {
        Run run = tight("window-wait");

        server.door.answer(SimulatedServer.OLGA, server.question(run.id()).task(), "wait", "");

        assertThat(timer(run).getDuedate().toInstant()).isAfter(Instant.now().plusSeconds(20 * 60 * 60));
        assertThat(server.sites.effects()).isEmpty();
        server.control.abort(run.id(), "olga", "enough of this");
        server.ended(run.id());
    }

    @Test
    void aDryRunNeedsNoWindow() {
        PlanId plan = planOpen("window-dry", 120, 240);

        Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true));

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.REHEARSED);
    }

    private Run tight(String name) {
        PlanId plan = planOpen(name, -60, 20);
        server.apply(plan, window(SimulatedServer.yaml(name).replace("rto: 60s", "rto: 2h"), -60, 20));
        Run run = server.approved("switchover", plan);
        server.await(
                "the question about the window", () -> server.question(run.id()).kind() == Decision.Kind.WINDOW);
        assertThat(server.question(run.id()).question()).contains("closes at");
        return run;
    }

    private PlanId planOpen(String name, int fromMinutes, int toMinutes) {
        PlanId plan = server.plan(name);
        server.apply(plan, window(SimulatedServer.yaml(name), fromMinutes, toMinutes));
        return plan;
    }

    /** A daily window around now; it may cross midnight. */
    private static String window(String yaml, int fromMinutes, int toMinutes) {
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        DateTimeFormatter form = DateTimeFormatter.ofPattern("HH:mm");
        return yaml
                + "window: { zone: UTC, days: [MON, TUE, WED, THU, FRI, SAT, SUN], from: \"%s\", to: \"%s\" }\n"
                        .formatted(form.format(now.plusMinutes(fromMinutes)), form.format(now.plusMinutes(toMinutes)));
    }

    private Job timer(Run run) {
        server.await(
                "the timer",
                () -> jobs.createJobQuery().timers().active().list().stream().anyMatch(job -> belongs(job, run)));
        return jobs.createJobQuery().timers().list().stream()
                .filter(job -> belongs(job, run))
                .findFirst()
                .orElseThrow();
    }

    private static boolean belongs(Job job, Run run) {
        return run.processInstance().equals(job.getRootProcessInstanceId());
    }
}
