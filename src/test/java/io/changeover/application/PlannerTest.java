package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.Abilities;
import io.changeover.config.Connectors;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import io.changeover.planfile.PlanReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which operations a step has, and in which order. */
class PlannerTest {
    private static final String PLAN = """
            plan: small
            objectives: { rpo: 30s, rto: 5m }
            sites: { fra: { preferred: true }, ams: {} }
            hosts:
              lb: { address: 127.0.0.3 }
              f1: { site: fra, address: 127.0.0.1 }
              a1: { site: ams, address: 127.0.0.2 }
            groups:
              - name: one
                instances:
                  - { name: i1, connector: systemd, unit: i1, fra: { host: f1 }, ams: { host: a1 } }
              - name: two
                instances:
                  - { name: i2, connector: systemd, unit: i2, fra: { host: f1 }, ams: { host: a1 } }
            routes:
              - { name: www, connector: command, read: r, switch: s, host: lb }
            """;
    private static final String HOOKS = PLAN + """
            hooks:
              - { name: one-started, at: postStart, group: one, run: x, host: lb }
              - { name: started, at: postStart, run: x, host: lb }
              - { name: starts, at: preStart, run: x, host: lb }
              - { name: two-starts, at: preStart, group: two, run: x, host: lb }
              - { name: at-fra, at: preStart, run: x, fra: { host: f1 } }
              - { name: home, at: postFailback, run: x, host: lb }
            """;

    private final SiteId fra = new SiteId("fra");
    private final SiteId ams = new SiteId("ams");

    @Test
    void onlyRoutesWhoseConnectorCanAreShortened() {
        assertThat(prepared((connector, operation) -> false)).isEmpty();
        assertThat(prepared((connector, operation) -> operation == Operation.SHORTEN && connector.equals("command")))
                .containsExactly("SHORTEN www@fra on lb");
    }

    @Test
    void aSourceIsFencedMethodByMethodAndReleasedTheOtherWayRound() {
        String plan = PLAN + """
                fencing:
                  - { name: power, connector: command, fence: f, verify: v, fra: { host: a1 } }
                  - { name: quiet, connector: stop }
                  - { name: gate, connector: command, fence: g, verify: w, host: lb }
                """;

        assertThat(ranks(plan, StepKind.FENCE_SOURCE, RunType.SWITCHOVER))
                .containsExactly(
                        "FENCE power@fra on a1",
                        "STOP i2@fra on f1",
                        "STOP i1@fra on f1",
                        "FENCE quiet@fra on none",
                        "FENCE gate@fra on lb");
        assertThat(ranks(PLAN, StepKind.FENCE_SOURCE, RunType.SWITCHOVER))
                .as("nothing said: the verified stop")
                .containsExactly("STOP i2@fra on f1", "STOP i1@fra on f1", "FENCE stop@fra on none");
        assertThat(ranks(plan, StepKind.UNFENCE_STANDBY, RunType.REPROTECT))
                .as("of ams, which does not serve")
                .containsExactly("UNFENCE gate@ams on lb");
        assertThat(ranks(PLAN, StepKind.UNFENCE_STANDBY, RunType.REPROTECT)).isEmpty();
    }

    private List<String> ranks(String plan, StepKind kind, RunType type) {
        return new OperationPlanner(plan(plan), run(type, fra, ams), (connector, operation) -> true)
                .ranks(kind, Optional.empty(), Optional.empty()).stream()
                        .flatMap(List::stream)
                        .map(PlannerTest::line)
                        .toList();
    }

    private List<String> prepared(Abilities abilities) {
        return new OperationPlanner(plan(PLAN), run(RunType.SWITCHOVER, fra, ams), abilities)
                .ranks(StepKind.PREPARE_DATASETS, Optional.empty(), Optional.empty()).stream()
                        .flatMap(List::stream)
                        .map(PlannerTest::line)
                        .toList();
    }

    @Test
    void aHookWithoutAGroupComesOnceAroundThemAll() {
        assertThat(starting("one"))
                .containsExactly("CALL starts@ams on lb", "START i1@ams on a1", "CALL one-started@ams on lb");
        assertThat(starting("two"))
                .containsExactly("CALL two-starts@ams on lb", "START i2@ams on a1", "CALL started@ams on lb");
    }

    @Test
    void whereADiagramNamesNoGroupAllHooksAreAroundTheStep() {
        assertThat(step(RunType.SWITCHOVER, fra, StepKind.START_INSTANCES, Optional.empty(), Optional.empty()))
                .containsExactly(
                        "CALL starts@ams on lb",
                        "CALL two-starts@ams on lb",
                        "START i1@ams on a1",
                        "START i2@ams on a1",
                        "CALL one-started@ams on lb",
                        "CALL started@ams on lb");
    }

    @Test
    void whatAFailbackEndsWithIsCalledAfterItsTargetWasVerified() {
        Optional<String> all = Optional.empty();
        assertThat(step(RunType.FAILBACK, ams, StepKind.VERIFY_TRAFFIC, all, Optional.empty()))
                .containsExactly("CALL home@fra on lb");
        assertThat(step(RunType.FAILBACK, ams, StepKind.VERIFY_TRAFFIC, all, Optional.of(ams)))
                .as("the source is verified: this is no end")
                .isEmpty();
        assertThat(step(RunType.SWITCHOVER, ams, StepKind.VERIFY_TRAFFIC, all, Optional.empty()))
                .isEmpty();
    }

    private List<String> starting(String group) {
        return step(RunType.SWITCHOVER, fra, StepKind.START_INSTANCES, Optional.of(group), Optional.empty());
    }

    private List<String> step(
            RunType type, SiteId source, StepKind kind, Optional<String> group, Optional<SiteId> site) {
        ProtectionPlan plan = plan(HOOKS);
        Run run = run(type, source, plan.otherSite(source));
        List<List<OperationDraft>> own =
                new OperationPlanner(plan, run, (connector, operation) -> true).ranks(kind, group, site);
        return new HookPlanner(plan, run)
                .around(kind, group, site, own).stream()
                        .flatMap(List::stream)
                        .map(PlannerTest::line)
                        .toList();
    }

    private static String line(OperationDraft draft) {
        return "%s %s@%s on %s"
                .formatted(
                        draft.operation(),
                        draft.target(),
                        draft.site(),
                        draft.host().map(Object::toString).orElse("none"));
    }

    private static ProtectionPlan plan(String yaml) {
        return new PlanReader(Connectors.descriptors()).read(yaml).plan().orElseThrow();
    }

    private static Run run(RunType type, SiteId source, SiteId target) {
        return new Run(
                new RunId("small-1"),
                new PlanId("small"),
                1,
                type,
                type.wireName(),
                1,
                "instance",
                "small-1",
                source,
                target,
                false,
                "olga",
                "a test",
                RunState.RUNNING,
                Optional.empty(),
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }
}
