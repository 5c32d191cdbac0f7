package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.config.Connectors;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Reading;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import io.changeover.planfile.PlanReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as the source's own word against a promotion, and whom it is asked of. */
class SourceCheckTest {
    private static final String SITES = """
            plan: small
            objectives: { rpo: 30s, rto: 5m }
            sites: { fra: { preferred: true }, ams: {} }
            hosts:
              f1: { site: fra, address: 127.0.0.1 }
              a1: { site: ams, address: 127.0.0.2 }
            groups:
              - name: app
                instances:
                  - { name: one, connector: systemd, unit: one, fra: { host: f1 }, ams: { host: a1 } }
                  - { name: two, connector: systemd, unit: two, fra: { host: f1 }, ams: { host: a1 } }
            """;
    private static final String FILES = SITES + """
            datasets:
              - { name: files, connector: rsync, path: /srv/files, fra: { host: f1 }, ams: { host: a1 } }
            """;
    private static final String MIXED = SITES + """
                  - { name: ledger, connector: postgresql, user: u, password: "${env:P}", data: /d, fra: { host: f1 }, ams: { host: a1 } }
            datasets:
              - { name: ledger, connector: postgresql }
              - { name: files, connector: rsync, path: /srv/files, fra: { host: f1 }, ams: { host: a1 } }
            """;
    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");
    private static final Instant BEGIN = Instant.parse("2031-03-01T01:00:00Z");

    private final List<OperationRecord> operations = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();

    @Test
    void silenceTakesBackNothingButALaterWordDoes() {
        stated("fence", 10);
        asked("promote", 20, "role", "primary");
        assertThat(objection(RunType.FAILOVER))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("anton stated that fra takes no writes, but it answers there: files as primary at ")
                        .endsWith("stop or fence fra, then retry"));

        silent("promote", 30);
        assertThat(objection(RunType.FAILOVER))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("files as primary", "only who knows better can state"));
        asked("promote", 40, "role", "stopped");
        silent("promote", 50);
        assertThat(objection(RunType.FAILOVER)).isEmpty();
    }

    @Test
    void whoeverStatesItAfterTheContradictionIsBelieved() {
        add(Operation.DEMOTE, "demote", 10, Map.of(), List.of());
        asked("promote", 20, "role", "primary");
        silent("promote", 30);
        assertThat(objection(RunType.RESOLVE_SPLIT_BRAIN))
                .hasValueSatisfying(why -> assertThat(why).startsWith("the demotion has found"));

        stated("promote", 40);
        silent("promote", 50);
        assertThat(objection(RunType.RESOLVE_SPLIT_BRAIN)).isEmpty();
        asked("promote", 60, "state", "running");
        assertThat(objection(RunType.RESOLVE_SPLIT_BRAIN))
                .hasValueSatisfying(why -> assertThat(why).startsWith("anton stated"));
    }

    @Test
    void whatIsAskedLaterCountsThoughTheClockOfTheOtherNodeIsBehind() {
        stated("fence", 10);
        asked("promote", 9, "role", "primary");
        silent("promote", 9);
        assertThat(objection(RunType.FAILOVER)).as("a later step").isPresent();

        stated("promote", 20);
        asked("promote", 19, "role", "primary");
        assertThat(objection(RunType.FAILOVER))
                .as("the last answer of this step")
                .isPresent();
    }

    @Test
    void whatWasReadBeforeTheClaimDoesNotCount() {
        asked("roles", 5, "role", "primary");
        stated("fence", 10);
        silent("promote", 20);
        assertThat(objection(RunType.FAILOVER)).isEmpty();
    }

    @Test
    void whatWasReadCountsThoughTheQuestionDidNotEndWell() {
        for (String[] read : List.of(
                new String[] {"role", "primary"}, new String[] {"state", "running"}, new String[] {"state", "stopped"
                })) {
            Reading reading = new Reading(BEGIN, read[0], read[1]);
            OperationRecord found = SourceCheck.found(failed("OPERATION_TIMEOUT", List.of(reading)), BEGIN);
            assertThat(SourceCheck.word(found)).isEqualTo(read[1]);
            assertThat(found.state()).isEqualTo(OperationState.DONE);
            assertThat(found.message()).contains("said '%s': no end within 5s".formatted(read[1]));
        }
        stated("fence", 10);
        operations.add(SourceCheck.found(failed("PG_BUSY", List.of(new Reading(BEGIN, "state", "running"))), BEGIN));
        assertThat(objection(RunType.FAILOVER))
                .hasValueSatisfying(why -> assertThat(why).contains("files as running"));
    }

    @Test
    void silenceIsAnAnswerAndAQuestionThatAPersonHasEndedIsNone() {
        OperationRecord silence = SourceCheck.found(failed("OPERATION_TIMEOUT", List.of()), BEGIN);
        assertThat(silence.state()).isEqualTo(OperationState.DONE);
        assertThat(silence.message()).contains("no answer: no end within 5s");

        OperationRecord ended = failed("OPERATION_CANCELLED", List.of());
        assertThat(SourceCheck.found(ended, BEGIN)).isSameAs(ended);
        Reading reading = new Reading(BEGIN, "role", "primary");
        assertThat(SourceCheck.found(failed("OPERATION_CANCELLED", List.of(reading)), BEGIN)
                        .state())
                .as("it had spoken before")
                .isEqualTo(OperationState.DONE);
    }

    @Test
    void whereNoServerAnswersForTheDataTheInstancesAreAskedInEveryKindOfRun() {
        for (RunType type : List.of(RunType.FAILOVER, RunType.RESOLVE_SPLIT_BRAIN)) {
            assertThat(questions(SITES, type, Set.of())).containsExactly("STATUS one@fra", "STATUS two@fra");
            assertThat(questions(FILES, type, Set.of())).containsExactly("STATUS one@fra", "STATUS two@fra");
            assertThat(questions(MIXED, type, Set.of()))
                    .containsExactly("ROLE ledger@fra", "ROLE ledger@ams", "STATUS one@fra", "STATUS two@fra");
        }
        assertThat(questions(FILES, RunType.RESOLVE_SPLIT_BRAIN, Set.of("one"))).containsExactly("STATUS two@fra");
    }

    @Test
    void anInstanceWhoseStopWasSkippedIsLeftOutOnlyWhereADemotionSpeaks() {
        operations.add(record(Operation.STOP, "one", "stop", OperationState.SKIPPED, 5, "", Map.of(), List.of()));
        add(Operation.DEMOTE, "demote", 10, Map.of(), List.of());
        assertThat(verdict(RunType.RESOLVE_SPLIT_BRAIN).left()).containsExactly("one");

        stated("promote", 20);
        assertThat(verdict(RunType.RESOLVE_SPLIT_BRAIN).left()).isEmpty();
    }

    private List<String> questions(String text, RunType type, Set<String> left) {
        return SourceCheck.questions(plan(text), run(type), (connector, any) -> connector.equals("postgresql"), left)
                .stream()
                .map(one -> "%s %s@%s".formatted(one.operation(), one.target(), one.site()))
                .toList();
    }

    private Optional<String> objection(RunType type) {
        return verdict(type).missing();
    }

    private PromotionEvidence.Verdict verdict(RunType type) {
        return PromotionEvidence.verdict(plan(FILES), run(type), "promote", operations, decisions);
    }

    private static ProtectionPlan plan(String text) {
        return new PlanReader(Connectors.descriptors()).read(text).plan().orElseThrow();
    }

    private void asked(String step, int second, String name, String word) {
        add(Operation.ROLE, step, second, Map.of(name, word), List.of());
    }

    private void silent(String step, int second) {
        add(Operation.ROLE, step, second, Map.of(), List.of());
    }

    private void add(
            Operation operation, String step, int second, Map<String, String> outputs, List<Reading> readings) {
        operations.add(record(operation, "files", step, OperationState.DONE, second, "", outputs, readings));
    }

    private static OperationRecord failed(String code, List<Reading> readings) {
        return record(Operation.ROLE, "files", "promote", OperationState.FAILED, 20, code, Map.of(), readings);
    }

    private static OperationRecord record(
            Operation operation,
            String target,
            String step,
            OperationState state,
            int second,
            String code,
            Map<String, String> outputs,
            List<Reading> readings) {
        Instant begun = BEGIN.plusSeconds(second);
        return new OperationRecord(
                step + second,
                step,
                second,
                0,
                operation,
                target,
                0,
                FRA,
                Optional.empty(),
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.of(code).filter(any -> !any.isEmpty()),
                Optional.of("no end within 5s"),
                1,
                readings,
                outputs,
                "",
                Optional.of(begun),
                Optional.of(begun.plusMillis(500)));
    }

    /** A statement that was asked for then and given in the same second; its step has an operation before it. */
    private void stated(String step, int second) {
        operations.add(record(
                Operation.FENCE, "power", step, OperationState.FAILED, second - 1, "FENCED_NOT", Map.of(), List.of()));
        Instant at = BEGIN.plusSeconds(second);
        decisions.add(new Decision(
                        "t" + second,
                        new RunId("small-1"),
                        Decision.Kind.FAILURE,
                        Optional.of(step),
                        "What now?",
                        List.of(),
                        List.of("retry", "stated"),
                        "operators",
                        at,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .answered(at, "anton", Decisions.STATED, "seen"));
    }

    private static Run run(RunType type) {
        return new Run(
                new RunId("small-1"),
                new PlanId("small"),
                1,
                type,
                "a-runbook",
                1,
                "p",
                "small-1",
                FRA,
                AMS,
                false,
                "olga",
                "a test",
                RunState.RUNNING,
                Optional.empty(),
                1,
                BEGIN,
                Optional.empty(),
                Optional.empty());
    }
}
