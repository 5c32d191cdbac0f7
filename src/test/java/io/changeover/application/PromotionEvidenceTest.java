package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.config.Connectors;
import io.changeover.connector.spi.Operation;
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
import org.junit.jupiter.api.Test;

/** What counts as knowing that the source takes no writes, and from when on it counts no more. */
class PromotionEvidenceTest {
    private static final String STATELESS = """
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
    private static final String PLAN = STATELESS + """
            datasets:
              - { name: files, connector: rsync, path: /srv/files, fra: { host: f1 }, ams: { host: a1 } }
              - { name: more, connector: rsync, path: /srv/more, fra: { host: f1 }, ams: { host: a1 } }
            fencing:
              - { name: power, connector: command, fence: f, verify: v, fra: { host: a1 } }
              - { name: gate, connector: command, required: true, fence: f, verify: v, fra: { host: a1 } }
            """;
    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");
    private static final Instant BEGIN = Instant.parse("2031-03-01T01:00:00Z");

    private final List<OperationRecord> operations = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();

    @Test
    void theProofOfEveryDatasetIsEnoughAndOneLessIsNot() {
        done(Operation.PROVE, "files", AMS, 1);
        assertThat(missing(PLAN))
                .hasValueSatisfying(why -> assertThat(why)
                        .isEqualTo("wanted proof that fra takes no writes before ams is promoted, found none of more,"
                                + " no fencing evidence and nobody's statement"));

        add(Operation.PROVE, "more", AMS, 2, OperationState.SKIPPED);
        assertThat(missing(PLAN)).as("a skip proves nothing").isPresent();
        done(Operation.PROVE, "more", AMS, 3);
        assertThat(missing(PLAN)).isEmpty();
    }

    @Test
    void fencingCountsWithEachMethodThatIsRequired() {
        done(Operation.FENCE, "power", FRA, 1);
        add(Operation.FENCE, "gate", FRA, 2, OperationState.FAILED);
        assertThat(missing(PLAN)).isPresent();

        done(Operation.FENCE, "gate", FRA, 3);
        assertThat(missing(PLAN)).isEmpty();
    }

    @Test
    void whateverMayHaveStartedTheSourceMakesWhatWasBeforeWorthless() {
        done(Operation.PROVE, "files", AMS, 1);
        done(Operation.PROVE, "more", AMS, 1);
        add(Operation.START, "one", FRA, 2, OperationState.FAILED);
        assertThat(missing(PLAN))
                .hasValueSatisfying(
                        why -> assertThat(why).endsWith("what was found before START of one at fra does not count"));
        done(Operation.PROVE, "files", AMS, 3);
        done(Operation.PROVE, "more", AMS, 3);
        assertThat(missing(PLAN)).isEmpty();

        add(Operation.UNFENCE, "power", FRA, 4, OperationState.RUNNING);
        done(Operation.PROVE, "files", AMS, 5);
        done(Operation.PROVE, "more", AMS, 5);
        assertThat(missing(PLAN)).as("it is still being released").isPresent();
    }

    @Test
    void whatIsStartedAtTheTargetOrNotBegunAtTheSourceChangesNothing() {
        done(Operation.PROVE, "files", AMS, 1);
        done(Operation.PROVE, "more", AMS, 1);
        done(Operation.START, "one", AMS, 2);
        operations.add(record(Operation.START, "one", FRA, OperationState.PENDING, Optional.empty(), Optional.empty()));

        assertThat(missing(PLAN)).isEmpty();
    }

    @Test
    void aPersonsStatementCountsUntilTheSourceMayHaveBeenStartedAgain() {
        decisions.add(decision("skip", 1));
        assertThat(missing(PLAN)).isPresent();
        decisions.add(decision(Decisions.STATED, 2));
        assertThat(missing(PLAN)).isEmpty();

        done(Operation.START, "one", FRA, 3);
        assertThat(missing(PLAN)).isPresent();
    }

    @Test
    void aPlanWithoutDatasetsWantsEveryInstanceOfTheSourceStopped() {
        done(Operation.STOP, "one", FRA, 1);
        assertThat(missing(STATELESS)).hasValueSatisfying(why -> assertThat(why).contains("found none of two"));

        done(Operation.STOP, "two", FRA, 2);
        assertThat(missing(STATELESS)).isEmpty();
    }

    private Optional<String> missing(String text) {
        ProtectionPlan plan =
                new PlanReader(Connectors.descriptors()).read(text).plan().orElseThrow();
        return PromotionEvidence.verdict(plan, run(), "s", operations, decisions)
                .missing();
    }

    private void done(Operation operation, String target, SiteId site, int second) {
        add(operation, target, site, second, OperationState.DONE);
    }

    /** One that took half a second from then on, or still goes on. */
    private void add(Operation operation, String target, SiteId site, int second, OperationState state) {
        Instant begun = BEGIN.plusSeconds(second);
        Optional<Instant> end = state == OperationState.RUNNING ? Optional.empty() : Optional.of(begun.plusMillis(500));
        operations.add(record(operation, target, site, state, Optional.of(begun), end));
    }

    private static OperationRecord record(
            Operation operation,
            String target,
            SiteId site,
            OperationState state,
            Optional<Instant> begun,
            Optional<Instant> ended) {
        return new OperationRecord(
                "o",
                "s",
                1,
                0,
                operation,
                target,
                0,
                site,
                Optional.empty(),
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                List.of(),
                Map.of(),
                "",
                begun,
                ended);
    }

    private static Decision decision(String choice, int second) {
        Decision asked = new Decision(
                "t",
                new RunId("small-1"),
                Decision.Kind.FAILURE,
                Optional.of("s"),
                "What now?",
                List.of(),
                List.of("retry", "stated"),
                "operators",
                BEGIN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return asked.answered(BEGIN.plusSeconds(second), "anton", choice, "seen");
    }

    private static Run run() {
        return new Run(
                new RunId("small-1"),
                new PlanId("small"),
                1,
                RunType.SWITCHOVER,
                "switchover",
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
