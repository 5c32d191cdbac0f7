package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.ApplyPlan;
import io.changeover.application.Caller;
import io.changeover.application.ControlRun;
import io.changeover.application.ControlStep;
import io.changeover.application.port.DecisionStore;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.StepStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Drives runs on simulated sites through the use cases that every door calls. */
final class SimulatedServer {
    static final Caller OLGA = new Caller("olga", Set.of("operators"));
    static final Caller ANTON = new Caller("anton", Set.of("approvers"));
    static final Caller ADMIN = new Caller("admin", Set.of("camunda-admin"));
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    final SimulatedSites sites;
    final RunbookDoor door;
    final ApplyPlan applyPlan;
    final OperatorDesk control;
    final PlanStore plans;
    final RunStore runs;
    final StepStore steps;
    final DecisionStore decisions;

    SimulatedServer(
            SimulatedSites sites,
            RunbookDoor door,
            ApplyPlan applyPlan,
            ControlRun control,
            ControlStep controlStep,
            PlanStore plans,
            RunStore runs,
            StepStore steps,
            DecisionStore decisions) {
        this.sites = sites;
        this.door = door;
        this.applyPlan = applyPlan;
        this.control = new OperatorDesk(control, controlStep);
        this.plans = plans;
        this.runs = runs;
        this.steps = steps;
        this.decisions = decisions;
    }

    /** A plan of that name whose simulated sites are as they should be, active at fra. */
    PlanId plan(String name) {
        return plan(name, "");
    }

    /** The same with more instances or other parts: lines that begin with two blanks go to the group app. */
    PlanId plan(String name, String more) {
        sites.reset(List.of("ledger", "shop-1", "shop-2"), List.of("ledger"), List.of("www"), "fra");
        apply(new PlanId(name), yaml(name, more));
        return new PlanId(name);
    }

    void apply(PlanId plan, String yaml) {
        applyPlan.apply(plan, yaml, "test");
    }

    static String yaml(String name, String more) {
        String text = yaml(name);
        return more.startsWith("  ") ? text.replace("datasets:\n", more + "datasets:\n") : text + more;
    }

    static String yaml(String name) {
        return """
                plan: %s
                objectives: { rpo: 5s, rto: 60s }
                sites:
                  fra: { preferred: true }
                  ams: {}
                hosts:
                  fra-1: { site: fra, address: 127.0.0.1 }
                  ams-1: { site: ams, address: 127.0.0.2 }
                groups:
                  - name: database
                    instances:
                      - { name: ledger, connector: sim, fra: { host: fra-1 }, ams: { host: ams-1 } }
                  - name: app
                    instances:
                      - { name: shop-1, connector: sim, fra: { host: fra-1 }, ams: { host: ams-1 }, check: { sim: up, times: 2, every: 10ms, within: 2s } }
                      - { name: shop-2, connector: sim, fra: { host: fra-1 }, ams: { host: ams-1 }, check: { sim: up, within: 2s } }
                datasets:
                  - { name: ledger, connector: sim, rpo: 5s }
                routes:
                  - { name: www, connector: sim, fra: {}, ams: {}, check: { sim: up, within: 2s } }
                limits: { operation: 2s }
                """.formatted(name);
    }

    static List<String> manyNames(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "a-long-name-of-a-service-that-stands-in-for-many-" + i)
                .toList();
    }

    /** Lines of a plan for more instances in the group app. */
    static String manyInstances(int count) {
        return manyNames(count).stream()
                .map("      - { name: %s, connector: sim, fra: { host: fra-1 }, ams: { host: ams-1 } }\n"::formatted)
                .collect(Collectors.joining());
    }

    Run start(String runbook, PlanId plan) {
        return start(OLGA, runbook, plan, Map.of());
    }

    Run start(Caller caller, String runbook, PlanId plan, Map<String, Object> more) {
        Map<String, Object> variables = new HashMap<>(Map.of("plan", plan.value(), "reason", "a test"));
        variables.putAll(more);
        String instance = door.start(caller, runbook, Optional.ofNullable((String) more.get("businessKey")), variables);
        return runs.ofProcess(instance).orElseThrow();
    }

    Decision question(RunId run) {
        Awaitility.await("a question in " + run)
                .atMost(DEADLINE)
                .until(() -> !decisions.open(Optional.of(run)).isEmpty());
        return decisions.open(Optional.of(run)).get(0);
    }

    /** Answers the run's next question about a failure, as an operator. */
    void decide(RunId run, String choice, String reason) {
        door.answer(OLGA, failure(run).task(), choice, reason);
    }

    /** The run's next question about a failure. */
    Decision failure(RunId run) {
        Decision question = question(run);
        assertThat(question.kind()).as(question.question()).isEqualTo(Decision.Kind.FAILURE);
        return question;
    }

    /** A run that was started and approved. */
    Run approved(String runbook, PlanId plan) {
        Run run = start(runbook, plan);
        approve(run.id());
        return run;
    }

    PlanStatus status(PlanId plan) {
        return plans.find(plan).orElseThrow();
    }

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    /** Nothing was moved: everything runs at fra, users are sent there, and the plan says so and is free. */
    void assertSourceServes(PlanId plan) {
        for (String instance : List.of("ledger", "shop-1", "shop-2")) {
            assertThat(sites.runs(instance, "fra")).as(instance + " at fra").isTrue();
            assertThat(sites.runs(instance, "ams")).as(instance + " at ams").isFalse();
        }
        assertThat(sites.primary("ledger")).isEqualTo("fra");
        assertThat(sites.route("www")).isEqualTo("fra");
        assertThat(status(plan).activeSite()).isEqualTo(new SiteId("fra"));
        assertThat(status(plan).state()).isEqualTo(PlanState.ACTIVE);
        assertThat(status(plan).holder()).isEmpty();
        assertThat(sites.violations()).isEmpty();
    }

    void approve(RunId run) {
        door.answer(ANTON, question(run).task(), "approve", "");
    }

    Run ended(RunId run) {
        Awaitility.await("the end of " + run).atMost(DEADLINE).until(() -> now(run).state() == RunState.ENDED);
        return now(run);
    }

    Run now(RunId run) {
        return runs.find(run).orElseThrow();
    }

    /** A whole move with its approval. */
    Run move(String runbook, PlanId plan) {
        Run run = start(runbook, plan);
        approve(run.id());
        return ended(run.id());
    }

    /** Beans for a server on simulated sites. */
    @TestConfiguration
    static class Beans {
        @Bean
        SimulatedSites simulatedSites() {
            return new SimulatedSites();
        }

        @Bean
        SimulatedServer simulatedServer(
                SimulatedSites sites,
                RunbookDoor door,
                ApplyPlan applyPlan,
                ControlRun control,
                ControlStep controlStep,
                PlanStore plans,
                RunStore runs,
                StepStore steps,
                DecisionStore decisions) {
            return new SimulatedServer(sites, door, applyPlan, control, controlStep, plans, runs, steps, decisions);
        }
    }
}
