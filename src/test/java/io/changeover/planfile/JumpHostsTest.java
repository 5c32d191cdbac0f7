package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.HostId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that are logged in to through other hosts of the plan. */
final class JumpHostsTest {
    private static final String PLAN = """
            plan: small
            objectives: { rpo: 30s, rto: 5m }
            sites: { fra: { preferred: true }, ams: {} }
            hosts:
              gate: { site: ams, address: 127.0.0.9, ssh: { user: dr } }
              inner: { site: fra, address: 10.0.0.9, ssh: { user: dr, jump: gate } }
              f1: { site: fra, address: 10.0.0.1, ssh: { user: dr, jump: inner } }
              a1: { site: ams, address: 10.0.0.1, ssh: { user: dr, jump: gate } }
            groups:
              - name: app
                instances:
                  - { name: one, connector: systemd, unit: one, fra: { host: f1 }, ams: { host: a1 } }
            """;

    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    @Test
    void chainsAreReadAndOneAddressBehindTwoJumpHostsIsTwoMachines() {
        ProtectionPlan plan = reader.read(PLAN).plan().orElseThrow();

        assertThat(plan.hosts().get(new HostId("f1")).jump()).contains(new HostId("inner"));
        assertThat(plan.hosts().get(new HostId("inner")).jump()).contains(new HostId("gate"));
        assertThat(plan.hosts().get(new HostId("gate")).jump()).isEmpty();
    }

    @Test
    void oneAddressBehindOneJumpHostIsOneMachine() {
        assertThat(problems(PLAN.replace("jump: inner", "jump: gate")))
                .singleElement()
                .asString()
                .contains("instance 'one' is one and the same thing at both sites");
    }

    @Test
    void anUnknownJumpHostIsNamedWithItsLine() {
        assertThat(problems(PLAN.replace("jump: inner", "jump: iner")))
                .singleElement()
                .asString()
                .startsWith("7:")
                .contains("hosts.f1.ssh.jump: unknown host 'iner'; did you mean 'inner'?");
    }

    @Test
    void aJumpHostThatCannotBeLoggedInToIsRefused() {
        assertThat(problems(PLAN.replace("127.0.0.9, ssh: { user: dr }", "127.0.0.9")))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("host 'gate' has no 'ssh'"));
    }

    @Test
    void aCircleIsNamedWithTheLinesOfAllInIt() {
        List<String> problems =
                problems(PLAN.replace("127.0.0.9, ssh: { user: dr }", "127.0.0.9, ssh: { user: dr, jump: inner }"));

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0))
                .startsWith("5:")
                .contains("'gate' is reached through itself: gate -> inner -> gate");
        assertThat(problems.get(1)).startsWith("6:").contains("inner -> gate -> inner");
        assertThat(problems(PLAN.replace("user: dr, jump: inner", "user: dr, jump: f1")))
                .singleElement()
                .asString()
                .contains("f1 -> f1");
    }

    private List<String> problems(String yaml) {
        return reader.read(yaml).problems().stream().map(Problem::toString).toList();
    }
}
