package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A step whose work is done and whose end cannot be written, as where something further on in its diagram is broken. */
@SimulatedTest
class BrokenCloseTest {
    private static final String STOP = "STOP ledger@fra";

    @Autowired
    private SimulatedServer server;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void whatItHasDoneIsNotDoneAgain() {
        PlanId plan = server.plan("cannot-close", "");
        jdbc.execute("alter table step add constraint broken check (run <> 'cannot-close-1' or state <> 'DONE'"
                + " or activity <> 'Task_StopInstances' or group_name <> 'database')");
        Run run = server.approved("switchover", plan);
        try {
            server.await("a third try", () -> claims(run) >= 3);
            assertThat(server.sites.calls(STOP)).isEqualTo(1);
        } finally {
            jdbc.execute("alter table step drop constraint broken");
        }

        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        assertThat(server.sites.calls(STOP)).isEqualTo(1);
    }

    private int claims(Run run) {
        return server.steps.operationsOf(run.id()).stream()
                .filter(one -> one.operation() == Operation.STOP && one.target().equals("ledger"))
                .findFirst()
                .flatMap(one -> server.steps.find(one.step()))
                .map(step -> step.claim())
                .orElse(0);
    }
}
