package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.FanOut;
import io.changeover.application.Holds;
import io.changeover.application.Plans;
import io.changeover.application.RefusedException;
import io.changeover.application.TriggerFailover;
import io.changeover.application.port.Abilities;
import io.changeover.application.port.PlanParser;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.Hold;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** Failovers that begin by themselves, on simulated sites; the test says when the trigger looks. */
@SimulatedTest
class TriggerTest {
    private static final String WATCHED = """
            witnesses: [ { name: office, connector: sim } ]
            fencing: [ { name: power, connector: sim } ]
            trigger: { mode: %s, misses: 3, every: 30s }
            """;

    @Autowired
    private SimulatedServer server;

    @Autowired
    private Plans plans;

    @Autowired
    private Holds holds;

    @Autowired
    private FanOut fanOut;

    @Autowired
    private Abilities abilities;

    @Autowired
    private WatchStore watch;

    @Autowired
    private PlanParser parser;

    @Autowired
    private TransactionOperations transactions;

    private final Ticking clock = new Ticking();

    @Test
    void whenManualNothingBeginsHoweverLongTheSiteIsSilent() throws Exception {
        PlanId plan = server.plan("trigger-manual", WATCHED.formatted("manual"));
        lose();

        look(trigger(), plan, 10);

        assertThat(newest(plan)).isEmpty();
    }

    @Test
    void assistedItBeginsAfterSoManyMissesInARowAndWaitsForAnApprover() throws Exception {
        PlanId plan = server.plan("trigger-assisted", WATCHED.formatted("assisted"));
        TriggerFailover trigger = trigger();
        lose();
        look(trigger, plan, 2);
        recover();
        look(trigger, plan, 1);
        lose();
        look(trigger, plan, 2);
        assertThat(newest(plan)).as("two misses, a sight, two misses").isEmpty();

        look(trigger, plan, 1);

        Run run = newest(plan).orElseThrow();
        Decision question = server.question(run.id());
        assertThat(run.requester()).isEqualTo("changeover");
        assertThat(run.reason()).contains("fra was missed 3 times in a row").contains("witness office: nothing");
        assertThat(question.choices()).contains("approve");
        look(trigger, plan, 5);
        assertThat(server.question(run.id()).task()).as("nobody has answered").isEqualTo(question.task());
        server.door.answer(SimulatedServer.ANTON, question.task(), "decline", "we repair it");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.DECLINED);
        look(trigger, plan, 10);
        assertThat(newest(plan).orElseThrow().id())
                .as("held until a person has looked")
                .isEqualTo(run.id());
    }

    @Test
    void aWitnessThatSeesTheSiteKeepsItFromBeginning() throws Exception {
        PlanId plan = server.plan("trigger-seen", WATCHED.formatted("automatic"));
        silence();

        look(trigger(), plan, 10);

        assertThat(newest(plan)).isEmpty();
        assertThat(holds.coolDown(plan)).isEmpty();
    }

    @Test
    void automaticItLooksAgainWhereTheWatchHasSeenTheSourceServeSince() throws Exception {
        PlanId plan = server.plan("trigger-back", WATCHED.formatted("automatic"));
        lose();
        look(trigger(), plan, 3);
        Run run = newest(plan).orElseThrow();
        Decision old = server.question(run.id());
        seenServing(plan);

        look(trigger(), plan, 1);
        server.await("another question", () -> !server.question(run.id()).task().equals(old.task()));

        assertThat(server.decisions.find(old.task()).orElseThrow().choice()).contains("look");
        assertThat(server.sites.effects()).isEmpty();
        look(trigger(), plan, 1);
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
    }

    @Test
    void automaticItLeavesASourceThatTheWatchSeesServingAgainAndAgainToAPerson() throws Exception {
        PlanId plan = server.plan("trigger-contradicted", WATCHED.formatted("automatic"));
        TriggerFailover trigger = trigger();
        lose();
        look(trigger, plan, 3);
        Run run = newest(plan).orElseThrow();
        Decision first = server.question(run.id());
        seenServing(plan);
        look(trigger, plan, 1);
        Decision second = after(run, first);
        seenServing(plan);

        look(trigger, plan, 2);
        look(trigger(), plan, 1);

        assertThat(server.question(run.id()).task())
                .as("neither approved nor looked again")
                .isEqualTo(second.task());
        server.door.answer(SimulatedServer.ANTON, second.task(), "look", "");
        Decision third = after(run, second);
        look(trigger, plan, 2);
        assertThat(server.question(run.id()).task())
                .as("a person has taken over")
                .isEqualTo(third.task());
        server.door.answer(SimulatedServer.ANTON, third.task(), "decline", "it is a relay of ours");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.DECLINED);
        assertThat(server.sites.effects()).isEmpty();
    }

    private Decision after(Run run, Decision before) {
        server.await("another question", () -> !server.question(run.id()).task().equals(before.task()));
        return server.question(run.id());
    }

    private void seenServing(PlanId plan) {
        Instant now = Instant.now();
        Sight sight = Sight.of(Sight.What.ROLE, "ledger", new SiteId("fra"), now, Found.PRIMARY, "primary");
        watch.write(new WatchStore.Now(plan, now, "test", List.of(sight), Map.of()));
    }

    @Test
    void automaticItMovesOnceAndAFlappingSourceMovesNothingMoreBeforeAPersonHasLooked() throws Exception {
        PlanId plan = server.plan("trigger-automatic", WATCHED.formatted("automatic"));
        TriggerFailover trigger = trigger();
        lose();
        look(trigger, plan, 3);
        Run run = newest(plan).orElseThrow();
        server.question(run.id());
        look(trigger(), plan, 1);

        Run ended = server.ended(run.id());
        assertThat(ended.outcome()).contains(RunOutcome.COMPLETED_UNPROTECTED);
        assertThat(server.status(plan).activeSite()).isEqualTo(new SiteId("ams"));
        Decision approval = server.decisions.ofRun(run.id()).stream()
                .filter(one -> one.kind() == Decision.Kind.APPROVAL)
                .findFirst()
                .orElseThrow();
        assertThat(approval.decidedBy()).contains("changeover");
        assertThat(approval.choice()).contains("approve");
        assertThat(server.sites.effects()).startsWith("FENCE power@fra", "PROMOTE ledger@ams");

        recover();
        assertThat(server.ended(server.start("reprotect", plan).id()).outcome()).contains(RunOutcome.COMPLETED);
        loseAt("ams");
        look(trigger, plan, 10);
        assertThat(newest(plan).orElseThrow().type().wireName()).isEqualTo("reprotect");
        assertThat(holds.coolDown(plan)).map(Hold::begunBy).contains("changeover");
        holds.end(Hold.Kind.COOL_DOWN, Optional.of(plan), "olga", "I have looked");
        look(trigger, plan, 3);
        assertThat(newest(plan).orElseThrow().type().wireName()).isEqualTo("failover");
    }

    @Test
    void whileFrozenOrUnderMaintenanceNothingBegins() throws Exception {
        PlanId plan = server.plan("trigger-held", WATCHED.formatted("assisted"));
        TriggerFailover trigger = trigger();
        lose();
        holds.begin(Hold.Kind.FREEZE, Optional.empty(), "root", "audit", Optional.empty());
        try {
            look(trigger, plan, 10);
            assertThat(newest(plan)).isEmpty();
        } finally {
            holds.end(Hold.Kind.FREEZE, Optional.empty(), "root", "over");
        }
        holds.begin(Hold.Kind.MAINTENANCE, Optional.of(plan), "olga", "disks", Optional.empty());
        look(trigger, plan, 10);
        assertThat(newest(plan)).isEmpty();
        holds.end(Hold.Kind.MAINTENANCE, Optional.of(plan), "olga", "done");
        look(trigger, plan, 3);
        assertThat(newest(plan)).isPresent();
    }

    @Test
    void aTriggerWithoutAWitnessOrWithFencingByPeopleIsNoPlan() {
        String assisted = SimulatedServer.yaml("none", "trigger: { mode: assisted }\n");
        String automatic = SimulatedServer.yaml(
                "none", "witnesses: [ { name: office, connector: sim } ]\ntrigger: { mode: automatic }\n");

        assertThat(problems(assisted)).anyMatch(one -> one.contains("needs a witness"));
        assertThat(problems(automatic))
                .anyMatch(one -> one.contains("fencing that needs no person, found none for 'fra'"))
                .anyMatch(one -> one.contains("found none for 'ams'"));
        assertThatThrownBy(() -> holds.end(Hold.Kind.COOL_DOWN, Optional.empty(), "olga", "why"))
                .isInstanceOf(RefusedException.class);
    }

    private List<String> problems(String yaml) {
        try {
            parser.parse(yaml);
            return List.of();
        } catch (PlanParser.InvalidPlanException e) {
            return e.problems().stream().map(PlanParser.Problem::message).toList();
        }
    }

    /** One of a node that remembers nothing. */
    private TriggerFailover trigger() {
        return new TriggerFailover(
                server.plans,
                server.runs,
                server.decisions,
                holds,
                fanOut,
                abilities,
                server.door,
                transactions,
                clock);
    }

    private void look(TriggerFailover trigger, PlanId plan, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            PlanStatus status = server.status(plan);
            clock.advance(Duration.ofSeconds(30));
            trigger.act(status, plans.version(plan, status.version()));
        }
    }

    private Optional<Run> newest(PlanId plan) {
        return server.runs.newest(Optional.of(plan), 1).stream().findFirst();
    }

    private void lose() {
        loseAt("fra");
    }

    private void loseAt(String site) {
        List.of("ledger", "shop-1", "shop-2").forEach(name -> server.sites.stopByHand(name, site));
        silence(site);
    }

    private void silence() {
        silence("fra");
    }

    private void silence(String site) {
        for (String name : List.of("ledger", "shop-1", "shop-2")) {
            server.sites.faults().trouble("STATUS " + name + "@" + site);
            server.sites.faults().trouble("CHECK " + name + "@" + site);
        }
        server.sites.faults().trouble("CHECK www@" + site);
    }

    /** It answers again; nothing runs there. */
    private void recover() {
        server.sites.faults().clear();
    }
}
