package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.config.Connectors;
import io.changeover.connector.runtime.FieldDefaults;
import io.changeover.domain.plan.Defaults;
import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import io.changeover.domain.plan.PlanDiff;
import io.changeover.domain.plan.ProtectionPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of changes to the plan of the documentation, as people write them. */
class PlanDiffTest {
    private static final PlanReader READER = new PlanReader(Connectors.descriptors());

    private static final Defaults DEFAULTS = new FieldDefaults(Connectors.descriptors());

    private String shop = "";

    @BeforeEach
    void read() throws IOException {
        shop = Files.readString(Path.of("docs/examples/shop.yaml"));
    }

    @Test
    void whatMakesNoDifferenceToARunIsNoChange() {
        String other = shop.replaceAll("(?m)#.*$", "")
                .replace("rpo: 30s", "rpo: 30000ms")
                .replace("limits: { parallel: 50, perHost: 8, operation: 5m }", "")
                .replace("days: [SAT, SUN]", "days: [SUN, SAT]")
                .replace("""
                          - { tcp: "${host}:8080", within: 30s }
                          - { http: "http://${host}:8080/health", expect: 200, times: 3 }
                """, """
                          - { expect: 200, times: 3, http: "http://${host}:8080/health" }
                          - { tcp: "${host}:8080", within: 30s }
                """);

        assertThat(other).isNotEqualTo(shop);
        assertThat(diff(plan(shop), plan(other))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rpo: 30s|rpo: 2m|OBJECTIVE_CHANGED|DANGEROUS|the objective rpo changes from 30s to 2m",
                "rto: 5m|rto: 90s|OBJECTIVE_CHANGED|NORMAL|the objective rto changes from 5m to 90s",
                "10.0.2.22|10.0.2.99|ADDRESS_CHANGED|NORMAL|host ams-app2: the address changes from 10.0.2.22 to 10.0.2.99",
                "parallel: 20|parallel: 2|GROUP_PARALLEL_CHANGED|NORMAL|group app: 'parallel' changes from 20 to 2",
                "ams: { host: ams-app2 }|ams: { host: ams-app1 }|MEMBER_MOVED|NORMAL|instance shop-2: the host at ams changes from ams-app2 to ams-app1",
                "rpo: 5s }|rpo: 1m }|LAG_CHANGED|DANGEROUS|dataset ledger: the lag allowed changes from 5s to 1m",
                "/srv/postgresql|/data/postgresql|SETTING_CHANGED|NORMAL|instance ledger: 'data' at ams changes from /srv/postgresql/15/main to /data/postgresql/15/main",
                "${env:LEDGER_PASSWORD}|${env:OTHER}|SETTING_CHANGED|NORMAL|instance ledger: 'password' changes from ${env:LEDGER_PASSWORD} to ${env:OTHER}",
                "route set|route to|SETTING_CHANGED|NORMAL|route www: 'switch' changes from /opt/shop/bin/route set ${site} to /opt/shop/bin/route to ${site}",
                "- { tcp: \"${host}:8080\", within: 30s }||CHECK_REMOVED|DANGEROUS|instance shop-2: the check tcp '${host}:8080' is not asked any more",
                "every: 1s|every: 5s|CHECK_CHANGED|NORMAL|route www: 'every' of the check http changes from 1s to 5s",
                "group: dr-approvers, notRequester: true|group: dr-approvers, notRequester: false|APPROVAL_LOOSENED|DANGEROUS|whoever asks for a switchover may approve it too",
                "failback: { group: dr-approvers }||APPROVAL_CHANGED|DANGEROUS|the group that approves a failback changes from dr-approvers to approvers",
                "to: \"05:00\"|to: \"06:00\"|WINDOW_CHANGED|NORMAL|the window changes from [SAT, SUN] 01:00-05:00 Europe/Berlin to [SAT, SUN] 01:00-06:00 Europe/Berlin",
                "operation: 5m|operation: 1m|LIMIT_CHANGED|NORMAL|the limit 'operation' changes from 5m to 1m",
            })
    void oneEditIsOneSentence(String old, String edited, Code code, Severity severity, String sentence) {
        assertThat(shop).contains(old);
        String other = shop.replace(old, edited == null ? "" : edited);

        List<PlanChange> changes = diff(plan(shop), plan(other));

        assertThat(changes).extracting(PlanChange::sentence).containsExactly(sentence);
        assertThat(changes.get(0).code()).isEqualTo(code);
        assertThat(changes.get(0).severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run: n|run: m|SETTING_CHANGED|NORMAL|hook note: 'run' changes from n to m",
                "at: prePromote|at: postPromote|HOOK_CHANGED|NORMAL|hook note: the moment changes from prePromote to postPromote",
                "name: note,|name: note, policy: warn,|HOOK_CHANGED|DANGEROUS|hook note: what follows from its failure changes from stop to warn",
                "- { name: note, at: prePromote, host: f1, run: n }||MEMBER_REMOVED|DANGEROUS|the hook note is gone: runs do not call it",
                "on: [started, ended]|on: [started]|RECEIVER_CHANGED|DANGEROUS|what tickets is told of changes from [STARTED, ENDED] to [STARTED]",
                "smtp: mail.example.org|smtp: mx.example.org|RECEIVER_CHANGED|NORMAL|the address of on-call changes from mail.example.org:587 to mx.example.org:587",
                "${env:HOOK}|${env:OTHER}|RECEIVER_CHANGED|NORMAL|tickets is told in another way",
                "name: board|name: wall|RECEIVER_REMOVED|DANGEROUS|board is told nothing any more",
            })
    void hooksAndReceiversAreCompared(String old, String edited, Code code, Severity severity, String sentence) {
        String plan = PlanReaderTest.HOOKS + ReceiverMistakesTest.GOOD;
        assertThat(plan).contains(old);

        List<PlanChange> changes = diff(plan(plan), plan(plan.replace(old, edited == null ? "" : edited)));

        assertThat(changes.get(0).sentence()).isEqualTo(sentence);
        assertThat(changes.get(0).code()).isEqualTo(code);
        assertThat(changes.get(0).severity()).isEqualTo(severity);
    }

    @Test
    void aDatasetThatLeavesItsConsistencyGroupIsDangerous() {
        String apart = PlanReaderTest.CONSISTENT.replace(", consistency: books", "");

        assertThat(diff(plan(PlanReaderTest.CONSISTENT), plan(apart)))
                .extracting(PlanChange::code, PlanChange::severity)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(Code.CONSISTENCY_CHANGED, Severity.DANGEROUS));
    }

    @Test
    void aMemberThatGoesIsDangerousAndOneThatComesIsNot() {
        String without = cut(shop, "datasets:", "# What sends users");

        assertThat(diff(plan(shop), plan(without))).singleElement().satisfies(change -> {
            assertThat(change.code()).isEqualTo(Code.MEMBER_REMOVED);
            assertThat(change.severity()).isEqualTo(Severity.DANGEROUS);
            assertThat(change.path()).isEqualTo("datasets.ledger");
            assertThat(change.sentence()).isEqualTo("the dataset ledger is gone: runs leave it where it is");
        });
        assertThat(diff(plan(without), plan(shop))).singleElement().satisfies(change -> {
            assertThat(change.code()).isEqualTo(Code.MEMBER_ADDED);
            assertThat(change.severity()).isEqualTo(Severity.NORMAL);
        });
    }

    @Test
    void anotherOrderOfGroupsIsDangerousAndAnInstanceInAnotherGroupToo() {
        String database = between(shop, "  - name: database", "  - name: app");
        String app = between(shop, "  - name: app", "# Replicated data");
        String turned =
                shop.replace(database, "@").replace(app, database + "\n").replace("@", app);
        String regrouped = shop.replace("      - name: shop-2", "  - name: late\n    instances:\n      - name: shop-2");

        assertThat(diff(plan(shop), plan(turned)))
                .singleElement()
                .satisfies(change -> assertThat(change.sentence())
                        .isEqualTo("the order in which groups start (and stop, in reverse) changes from"
                                + " [database, app] to [app, database]"))
                .satisfies(change -> assertThat(change.severity()).isEqualTo(Severity.DANGEROUS));
        assertThat(diff(plan(shop), plan(regrouped)))
                .extracting(PlanChange::code, PlanChange::severity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Code.GROUP_ADDED, Severity.NORMAL),
                        org.assertj.core.groups.Tuple.tuple(Code.MEMBER_REGROUPED, Severity.DANGEROUS));
    }

    @Test
    void aWindowThatGoesIsDangerous() {
        String without = cut(shop, "window: {", "# At once");

        assertThat(diff(plan(shop), plan(without))).extracting(PlanChange::code).containsExactly(Code.WINDOW_REMOVED);
        assertThat(diff(plan(without), plan(shop)))
                .extracting(PlanChange::sentence)
                .containsExactly("planned runs wait for a window: [SAT, SUN] 01:00-05:00 Europe/Berlin");
    }

    private static String cut(String text, String from, String to) {
        return text.replace(between(text, from, to), "");
    }

    private static String between(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to));
    }

    private static ProtectionPlan plan(String yaml) {
        PlanReading reading = READER.read(yaml);
        assertThat(reading.problems()).as(yaml).isEmpty();
        return reading.plan().orElseThrow();
    }

    @Test
    void aDefaultThatIsWrittenOutIsNoChange() {
        assertThat(shop).contains("host: fra-db1, port: 5432", "host: ams-db1, port: 5432", "expect: 200, times: 3");
        String other = shop.replace(", port: 5432", ", sslmode: prefer")
                .replace("expect: 200, times: 3", "times: 3, timeout: 5000ms, method: GET")
                .replace("      user: dr\n", "      user: dr\n      port: 22\n");

        assertThat(other).contains("port: 22", "sslmode: prefer", "method: GET");
        assertThat(diff(plan(shop), plan(other))).isEmpty();
        assertThat(diff(plan(other), plan(shop))).isEmpty();
    }

    @Test
    void anotherValueThanTheDefaultIsAChangeFromTheDefault() {
        String other = shop.replace("expect: 200, times: 3", "expect: 204, times: 3, timeout: 1s");

        assertThat(diff(plan(shop), plan(other)))
                .extracting(PlanChange::sentence)
                .anyMatch(sentence -> sentence.endsWith("'timeout' of the check http changes from 5s to 1s"));
    }

    private static List<PlanChange> diff(ProtectionPlan before, ProtectionPlan after) {
        return PlanDiff.between(before, after, DEFAULTS);
    }
}
