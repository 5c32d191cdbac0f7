package io.changeover.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The head of a run's page. */
class SentencesTest {
    @Test
    void aHookThatFailedAndWarnsIsNamedInTheHead() {
        RunHead quiet = Rows.head(completed(), false, List.of());
        RunHead warned = Rows.head(completed(), false, List.of(failedHook()));

        assertThat(quiet.tone()).isEqualTo(Tone.GOOD);
        assertThat(warned.tone()).isEqualTo(Tone.WARNING);
        assertThat(warned.headline()).isEqualTo(quiet.headline() + "; hook monitoring failed at ams");
    }

    private static Run completed() {
        return new Run(
                new RunId("shop-1"),
                new PlanId("shop"),
                1,
                RunType.SWITCHOVER,
                "switchover",
                1,
                "instance",
                "shop-1",
                new SiteId("fra"),
                new SiteId("ams"),
                false,
                "olga",
                "a test",
                RunState.ENDED,
                Optional.of(RunOutcome.COMPLETED),
                2,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH.plusSeconds(9)),
                Optional.of(Instant.EPOCH.plusSeconds(5)));
    }

    private static OperationRecord failedHook() {
        return new OperationRecord(
                "step-1",
                "step",
                1,
                0,
                Operation.CALL,
                "monitoring",
                0,
                new SiteId("ams"),
                Optional.empty(),
                OperationState.FAILED,
                Optional.empty(),
                Optional.empty(),
                Optional.of("HOOK_FAILED"),
                Optional.of("wanted exit 0, found exit 3"),
                1,
                List.of(),
                Map.of(),
                "",
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH));
    }
}
