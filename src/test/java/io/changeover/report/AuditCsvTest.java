package io.changeover.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.Caller;
import io.changeover.application.Trail;
import io.changeover.application.port.AuditLog;
import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.domain.audit.Door;
import io.changeover.domain.audit.Origin;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditCsvTest {
    private static final Instant AT = Instant.parse("2026-03-14T02:58:07.250Z");

    @Test
    void cellsThatNeedItAreQuotedAndNoneIsAFormula() throws Exception {
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

        assertThat(table(List.of(action), 10))
                .isEqualTo("id,at,actor,door,address,what,refused,plan,run,detail\r\n"
                        + "7,2026-03-14T02:58:07.250Z,'=cmd|' /C calc'!A0,CLI,10.0.0.7,STARTED,false,shop,shop-3,"
                        + "\"cooling, \"\"hall 2\"\"\nof fra\"\r\n");
    }

    @Test
    void allAreInTheTableHoweverManyAndNoMoreThanAskedFor() throws Exception {
        List<Action> many = LongStream.iterate(2_500, id -> id > 0, id -> id - 1)
                .mapToObj(AuditCsvTest::action)
                .toList();

        List<String> all = table(many, Long.MAX_VALUE).lines().toList();
        assertThat(all).hasSize(2_501).doesNotHaveDuplicates();
        assertThat(all.get(2_500)).startsWith("1,");
        assertThat(table(many, 1_200).lines()).hasSize(1_201).last().asString().startsWith("1301,");
        assertThat(table(many.subList(0, 1_000), Long.MAX_VALUE)).hasLineCount(1_001);
    }

    @Test
    void withoutActionsThereAreOnlyNames() throws Exception {
        assertThat(table(List.of(), Long.MAX_VALUE)).hasLineCount(1);
    }

    private static Action action(long id) {
        return new Action(id, AT, "olga", Origin.SERVER, "STARTED", Optional.empty(), Optional.empty(), "", false);
    }

    private static String table(List<Action> kept, long most) throws IOException {
        AuditLog log = new AuditLog() {
            @Override
            public void append(Action action) {
                throw new UnsupportedOperationException("it is only read");
            }

            @Override
            public List<Action> find(ActionFilter filter, int most) {
                return kept.stream()
                        .filter(one -> one.id() < filter.before().orElse(Long.MAX_VALUE))
                        .limit(most)
                        .toList();
            }
        };
        Trail trail = new Trail(log, () -> new Caller("vera", Set.of()), () -> Origin.SERVER, Clock.systemUTC());
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        AuditCsv.write(trail, ActionFilter.ALL, most, table);
        return table.toString(StandardCharsets.UTF_8);
    }
}
