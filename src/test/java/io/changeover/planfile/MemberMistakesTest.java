package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of instances and datasets that do not fit together. */
final class MemberMistakesTest {
    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    @Test
    void twoServersWithOneAddressAndPortAreRefused() {
        String plan = PlanReaderTest.PostgresqlPlan.with("").replace("127.0.0.2", "127.0.0.1");

        assertThat(problems(plan))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message())
                                .isEqualTo(
                                        "instance 'db' is one and the same thing at both sites: address 127.0.0.1 and port 5432"));
        assertThat(reader.read(plan.replace("host: a1", "host: a1, port: 5433")).problems())
                .isEmpty();
    }

    @Test
    void aPortIsFrom1To65535() {
        String plan = PlanReaderTest.PostgresqlPlan.with("").replace("host: f1", "host: f1, port: 65536");

        assertThat(messages(plan)).containsExactly("a port from 1 to 65535 is wanted, found '65536'");
    }

    @Test
    void whatTheInstanceLacksIsNotSaidAgainOfItsDataset() {
        String plan = PlanReaderTest.PostgresqlPlan.with("datasets:\n  - { name: db, connector: postgresql }\n");

        assertThat(messages(plan.replace("user: x,", "")))
                .containsExactly(
                        "instance 'db' lacks 'user', which connector 'postgresql' needs: The role that is logged in with.");
    }

    @Test
    void namesAreUsedOnce() {
        String twice =
                PlanReaderTest.SMALL + PlanReaderTest.SMALL.substring(PlanReaderTest.SMALL.indexOf("  - name: app"));

        assertThat(problems(twice))
                .extracting(Problem::toString)
                .containsExactly(
                        "11:11: groups[1].name: there are two groups named 'app'; the first is in line 8",
                        "13:17: groups[1].instances[0].name: there are two instances named 'one'; the first is in line 10");
    }

    @Test
    void aRouteHasNoInstancesName() {
        String route =
                PlanReaderTest.SMALL + "routes:\n  - { name: one, connector: command, host: f1, read: r, switch: s }\n";

        assertThat(messages(route)).containsExactly("route 'one' has the name of an instance");
        assertThat(reader.read(route.replace("one, connector: command", "www, connector: command"))
                        .problems())
                .isEmpty();
    }

    @Test
    void aDatasetNamesAnInstanceThatExistsAndIsOfItsConnector() {
        String plan =
                PlanReaderTest.PostgresqlPlan.with("datasets:\n  - { name: x, connector: postgresql, instance: bd }\n");
        assertThat(messages(plan)).anyMatch(message -> message.startsWith("unknown instance 'bd'; did you mean 'db'?"));

        String other = PlanReaderTest.SMALL
                + "datasets:\n  - { name: x, connector: postgresql, user: u, password: \"${env:P}\", data: /d, instance: one }\n";
        assertThat(messages(other))
                .singleElement()
                .asString()
                .startsWith("instance 'one' has the connector 'systemd', this dataset 'postgresql'");
    }

    @Test
    void anInstanceNeedsAHostOfItsSite() {
        String plan = PlanReaderTest.SMALL
                .replace("f1: { site: fra,", "f1: {")
                .replace("ams: { host: a1 }", "ams: { host: f1 }");

        assertThat(problems(plan))
                .extracting(Problem::toString)
                .containsExactly(
                        "10:66: groups[0].instances[0].fra.host: host 'f1' stands in no site; instance 'one' needs one in 'fra'",
                        "10:85: groups[0].instances[0].ams.host: host 'f1' stands in no site; instance 'one' needs one in 'ams'");
    }

    @Test
    void onlyARouteHasOneHostForBothSites() {
        String plan = PlanReaderTest.SMALL.replace("fra: { host: f1 }, ams: { host: a1 }", "host: f1");

        assertThat(messages(plan))
                .anyMatch(message -> message.startsWith("a host stands in one site: write it under the site's name"))
                .anyMatch(message -> message.startsWith("instance 'one' has no host at site 'ams'"));
    }

    @Test
    void theHostOfARouteMustExistAndUnderASitesNameStandThere() {
        String plan = PlanReaderTest.SMALL
                + "routes:\n  - { name: www, connector: command, read: r, switch: s, host: lbb, ams: { host: f1 } }\n";

        assertThat(problems(plan.replace("hosts:\n", "hosts:\n  lb: { address: 127.0.0.3 }\n")))
                .extracting(Problem::toString)
                .containsExactly(
                        "13:64: routes[0].host: unknown host 'lbb'; did you mean 'lb'? Allowed: lb, f1, a1",
                        "13:82: routes[0].ams.host: host 'f1' stands in site 'fra', not in 'ams'");
    }

    @Test
    void aHookNamesAMomentAGroupAndAHostThatThereAre() {
        String plan = PlanReaderTest.SMALL + """
                hooks:
                  - { name: a, at: preStopp, run: x, host: f1 }
                  - { name: b, at: preStop, group: ap, run: x, host: f1 }
                  - { name: c, at: prePromote, group: app, run: x, host: f1 }
                  - { name: d, at: preStart, run: x }
                  - { name: d, at: preStart, policy: abort, host: f1, polcy: warn, run: x }
                  - { name: e, at: preStart, fra: { host: a1, run: x } }
                  - { name: f, at: preStart, fra: { host: f1, run: x }, ams: { host: a1 } }
                """;

        assertThat(problems(plan))
                .extracting(problem -> problem.line() + ": " + problem.message())
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith("12: 'preStopp' is not possible here; did you mean 'preStop'?"),
                        one -> assertThat(one).startsWith("13: unknown group 'ap'; did you mean 'app'?"),
                        one -> assertThat(one)
                                .isEqualTo(
                                        "14: a hook at 'prePromote' comes once and not for each group; only these have a group: preStop, postStop, preStart, postStart"),
                        one -> assertThat(one)
                                .isEqualTo("15: hook 'd' has no host; give one with 'host: …' or under a site's name"),
                        one -> assertThat(one).startsWith("16: there are two hooks named 'd'"),
                        one -> assertThat(one).startsWith("16: 'abort' is not possible here"),
                        one -> assertThat(one).startsWith("16: unknown key 'polcy'; did you mean 'policy'?"),
                        one -> assertThat(one).isEqualTo("17: host 'a1' stands in site 'ams', not in 'fra'"),
                        one -> assertThat(one)
                                .isEqualTo(
                                        "18: hook 'f' lacks 'run' at site 'ams', which connector 'command' needs: What is run."));
    }

    @Test
    void aConsistencyGroupHasAtLeastTwoDatasets() {
        String plan = PlanReaderTest.PostgresqlPlan.with("""
                datasets:
                  - { name: db, connector: postgresql, consistency: books }
                  - { name: x, connector: postgresql, instance: db, consistency: books }
                  - { name: y, connector: postgresql, instance: db, consistency: boks }
                  - { name: z, connector: postgresql, instance: db, consistancy: books }
                """);

        assertThat(problems(plan))
                .extracting(problem -> problem.line() + ": " + problem.message())
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith(
                                        "14: consistency group 'boks' has one dataset, at least two are wanted; did you mean 'books'?"),
                        one -> assertThat(one)
                                .startsWith("15: unknown key 'consistancy'; did you mean 'consistency'?"));
    }

    private List<String> messages(String yaml) {
        return problems(yaml).stream().map(Problem::message).toList();
    }

    private List<Problem> problems(String yaml) {
        PlanReading reading = reader.read(yaml);
        assertThat(reading.valid()).isFalse();
        return reading.problems();
    }
}
