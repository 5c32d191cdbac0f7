package io.changeover.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.run.RunOutcome;
import io.changeover.report.IncidentReport.FollowUp;
import io.changeover.report.IncidentReport.Moment;
import io.changeover.report.IncidentReport.Purpose;
import io.changeover.report.IncidentReport.Stage;
import io.changeover.report.IncidentReport.Why;
import io.changeover.report.RunReport.Objective;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    @Test
    void aSuccessLeavesNothingToDoButTheReview() {
        IncidentReport incident = Incidents.of(SampleStories.success());

        assertThat(incident.outage().verdict()).isEqualTo(Objective.MET);
        assertThat(incident.followUps()).extracting(FollowUp::why).containsExactly(Why.REVIEW);
        assertThat(incident.followUps().get(0).sentence()).contains("plan shop, version 4", "runbook switchover");
    }

    @Test
    void aFailoverWithLossNamesAllThatIsToBeDoneTheMostUrgentFirst() {
        IncidentReport incident = Incidents.of(SampleStories.lossy());

        assertThat(incident.recoveryPoint().verdict()).isEqualTo(Objective.MISSED);
        assertThat(incident.outage().verdict()).isEqualTo(Objective.MISSED);
        assertThat(incident.followUps())
                .extracting(FollowUp::why)
                .containsExactly(
                        Why.UNPROTECTED,
                        Why.LOSS_TOO_MUCH,
                        Why.OUTAGE_TOO_LONG,
                        Why.PEOPLE_SLOW,
                        Why.FAILED,
                        Why.STATED,
                        Why.REVIEW);
        assertThat(incident.followUps().toString())
                .contains("FENCE of power at fra", "berta", "“Hall 2 has no power, I stand in it”");
    }

    @Test
    void theOutageIsSharedAmongMachinesAndPeople() {
        IncidentReport incident = Incidents.of(SampleStories.lossy());

        assertThat(incident.outageShare().people()).isEqualTo(Duration.ofMillis(294_900 + 108_990));
        assertThat(incident.outageShare().machine().plus(incident.outageShare().people()))
                .isEqualTo(incident.outage().achieved());
        IncidentReport open = Incidents.of(SampleStories.drill().ended(RunOutcome.FAILED, 900));
        assertThat(open.outageShare().people()).isNull();
    }

    @Test
    void anAbortAsksForTheRepairOfWhatFailed() {
        IncidentReport incident = Incidents.of(SampleStories.abort());

        assertThat(incident.followUps()).extracting(FollowUp::why).containsExactly(Why.FAILED, Why.REVIEW);
        assertThat(incident.headline().sentence()).contains("fra serves, read back");
    }

    @Test
    void stagesSayHowLongMachinesWereBusyAndCountNothingTwice() {
        IncidentReport incident =
                Incidents.of(SampleRun.switchover().ended(RunOutcome.COMPLETED_WITH_SKIPS, 1_183_300));

        Stage stop = incident.stages().stream()
                .filter(one -> one.purpose() == Purpose.STOP)
                .findFirst()
                .orElseThrow();
        assertThat(stop.operations()).isEqualTo(6);
        assertThat(stop.busy()).isEqualTo(Duration.ofMillis(840));
        assertThat(incident.stages())
                .extracting(Stage::purpose)
                .containsExactly(
                        Purpose.FIND_OUT, Purpose.STOP, Purpose.DATA, Purpose.START, Purpose.CHECK, Purpose.TRAFFIC);
    }

    @Test
    void momentsAreInOrderAndHoldTheOutageAndThePointOfNoReturn() {
        IncidentReport incident = Incidents.of(SampleStories.lossy());

        assertThat(incident.moments()).extracting(Moment::at).isSorted();
        assertThat(incident.moments())
                .extracting(Moment::what)
                .contains("started", "outage begins", "point of no return", "outage ends", "decided");
    }
}
