package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.RefusedException;
import io.changeover.application.Steering;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Control;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.run.StepState;
import io.changeover.domain.run.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** In every state that a run can be in: what the table refuses is refused with its code and changes nothing. */
@SimulatedTest
class SteeringTest {
    @Autowired
    private SimulatedServer server;

    /** A state, how a run gets there, and what the table is to allow there. */
    enum Place {
        WAITING_FOR_APPROVAL(SteeringTest::waiting, Verb.PAUSE, Verb.ABORT),
        UNDER_WAY((test, plan) -> test.stopping(plan), Verb.PAUSE, Verb.ABORT, Verb.UNPLANNED, Verb.CANCEL),
        DECIDING((test, plan) -> test.deciding(plan), Verb.PAUSE, Verb.ABORT, Verb.UNPLANNED, Verb.RETRY, Verb.SKIP),
        PAUSED_WHILE_WAITING((test, plan) -> test.paused(test.waiting(plan)), Verb.RESUME, Verb.ABORT),
        PAUSED_UNDER_WAY((test, plan) -> test.paused(test.stopping(plan)), Verb.RESUME, Verb.ABORT, Verb.CANCEL),
        PAUSED_WHILE_DECIDING((test, plan) -> test.paused(test.deciding(plan)), Verb.RESUME, Verb.ABORT),
        UNDER_WAY_PAST_THE_RETURN((test, plan) -> test.starting(plan), Verb.PAUSE, Verb.CANCEL),
        DECIDING_PAST_THE_RETURN((test, plan) -> test.startFailed(plan), Verb.PAUSE, Verb.RETRY, Verb.SKIP),
        PAUSED_PAST_THE_RETURN((test, plan) -> test.paused(test.starting(plan)), Verb.RESUME, Verb.CANCEL),
        UNDOING((test, plan) -> test.undoing(plan), Verb.CANCEL),
        DECIDING_ON_THE_UNDOING((test, plan) -> test.undoFailed(plan), Verb.RETRY, Verb.SKIP),
        DRY_RUN_UNDER_WAY((test, plan) -> test.rehearsing(plan), Verb.PAUSE, Verb.ABORT, Verb.CANCEL),
        ENDED((test, plan) -> test.ended(plan));

        private final BiFunction<SteeringTest, PlanId, Run> way;
        private final Set<Verb> allowed;

        Place(BiFunction<SteeringTest, PlanId, Run> way, Verb... allowed) {
            this.way = way;
            this.allowed = Set.of(allowed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheTableRefusesIsRefusedWithItsCodeAndChangesNothing(Place place) {
        PlanId plan = server.plan(
                "steer-" + place.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        server.apply(plan, SimulatedServer.yaml(plan.value()).replace("operation: 2s", "operation: 60s"));
        RunId id = place.way.apply(this, plan).id();
        Run before = server.now(id);
        List<StepRecord> steps = server.steps.ofRun(id);
        StepRecord step = steps.get(steps.size() - 1);

        assertThat(offered(before, steps, step, "olga"))
                .as("offered to operators")
                .isEqualTo(place.allowed);
        for (String user : List.of("vera", "anton")) {
            assertThat(offered(before, steps, step, user))
                    .as("offered to " + user)
                    .isEmpty();
            for (Verb verb : Verb.values()) {
                assertRefused(verb, before, step, user, "NOT_ALLOWED");
            }
        }
        for (Verb verb : Verb.values()) {
            if (!place.allowed.contains(verb)) {
                Control.Situation at = new Control.Situation(before, Optional.of(step), "olga", true, false);
                assertRefused(
                        verb,
                        before,
                        step,
                        "olga",
                        Control.refusals(verb, at).get(0).code());
            } else if (verb.needsReason()) {
                assertRefused(verb, before, step, "olga", "REASON_MISSING");
            }
        }
        assertThat(server.now(id)).isEqualTo(before);
        assertThat(server.steps.ofRun(id)).isEqualTo(steps);
        end(id);
    }

    private Set<Verb> offered(Run run, List<StepRecord> steps, StepRecord step, String user) {
        return server.control.run().offers(run, steps, OperatorDesk.caller(user)).stream()
                .filter(Steering.Offer::allowed)
                .filter(offer -> offer.step().isEmpty() || offer.step().get().equals(step))
                .map(Steering.Offer::verb)
                .collect(Collectors.toSet());
    }

    private void assertRefused(Verb verb, Run run, StepRecord step, String user, String code) {
        String reason = code.equals("REASON_MISSING") ? " " : "a test";
        assertThatThrownBy(() -> server.control.use(verb, run.id(), step.number(), user, reason))
                .as("%s by %s", verb, user)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.blockers())
                                .extracting(Blocker::code)
                                .startsWith(code));
    }

    private Run waiting(PlanId plan) {
        Run run = server.start("switchover", plan);
        server.question(run.id());
        return run;
    }

    private Run held(PlanId plan, String what) {
        server.sites.faults().hold(what);
        Run run = server.approved("switchover", plan);
        server.await(what, () -> server.sites.calls(what) > 0);
        return run;
    }

    private Run stopping(PlanId plan) {
        return held(plan, "STOP ledger@fra");
    }

    private Run starting(PlanId plan) {
        return held(plan, "START ledger@ams");
    }

    private Run failed(PlanId plan, String what) {
        server.sites.faults().refuse(what);
        Run run = server.approved("switchover", plan);
        server.failure(run.id());
        return run;
    }

    private Run deciding(PlanId plan) {
        return failed(plan, "STOP ledger@fra");
    }

    private Run startFailed(PlanId plan) {
        return failed(plan, "START ledger@ams");
    }

    private Run paused(Run run) {
        server.control.pause(run.id(), "olga", "a look");
        return run;
    }

    private Run undoing(PlanId plan) {
        Run run = deciding(plan);
        server.sites.faults().hold("START shop-1@fra");
        server.control.abort(run.id(), "ada", "not tonight");
        server.await("the undoing", () -> server.sites.calls("START shop-1@fra") > 0);
        return run;
    }

    private Run undoFailed(PlanId plan) {
        Run run = deciding(plan);
        server.sites.faults().refuse("START shop-1@fra");
        server.control.abort(run.id(), "olga", "not tonight");
        server.await(
                "the failed undo",
                () -> Stream.of(server.question(run.id()))
                        .anyMatch(asked -> asked.question().startsWith("Undo")));
        return run;
    }

    private Run rehearsing(PlanId plan) {
        server.sites.faults().hold("STOP ledger@fra");
        Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true));
        server.await("the dry stop", () -> server.sites.calls("STOP ledger@fra") > 0);
        return run;
    }

    private Run ended(PlanId plan) {
        Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("dryRun", true));
        return server.ended(run.id());
    }

    /** Lets the run come to its end, whatever it waits for. */
    private void end(RunId id) {
        server.sites.faults().clear();
        if (server.now(id).state() == RunState.PAUSED) {
            server.control.resume(id, "olga", "the test is over");
        }
        server.await("the end of " + id, () -> {
            for (Decision asked : server.decisions.open(Optional.of(id))) {
                if (asked.kind() == Decision.Kind.APPROVAL) {
                    server.approve(id);
                } else {
                    server.decide(id, "retry", "");
                }
            }
            return server.now(id).state() == RunState.ENDED;
        });
        assertThat(server.steps.ofRun(id)).extracting(StepRecord::state).doesNotContain(StepState.OPEN);
        assertThat(server.sites.violations()).isEmpty();
    }
}
