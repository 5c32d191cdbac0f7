package io.changeover.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.Door;
import io.changeover.domain.audit.Origin;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditCsvTest {
    private static final Instant AT = Instant.parse("2026-03-14T02:58:07.250Z");

    @Test
    void cellsThatNeedItAreQuotedAndNoneIsAFormula() {
        Action action = new Action(
                7,
                AT,
                "=cmd|' /C calc'!A0",
                new Origin(Door.CLI, "10.0.0.7"),
                "STARTED",
                Optional.of(new PlanId("shop")),
                Optional.of(new RunId("shop-3")),
                "cooling, \"hall 2\"\nof fra",
                false);

        assertThat(AuditCsv.of(List.of(action)))
                .isEqualTo("id,at,actor,door,address,what,refused,plan,run,detail\r\n"
                        + "7,2026-03-14T02:58:07.250Z,'=cmd|' /C calc'!A0,CLI,10.0.0.7,STARTED,false,shop,shop-3,"
                        + "\"cooling, \"\"hall 2\"\"\nof fra\"\r\n");
    }

    @Test
    void withoutActionsThereAreOnlyNames() {
        assertThat(AuditCsv.of(List.of())).hasLineCount(1);
    }
}
