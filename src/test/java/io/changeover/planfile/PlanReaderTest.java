package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Hook;
import io.changeover.domain.plan.HookPoint;
import io.changeover.domain.plan.HookPolicy;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a valid file becomes. */
final class PlanReaderTest {
    static final String SMALL = """
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
            """;

    /** With a route on a load balancer that stands in neither site. */
    static final String SHARED_HOST = SMALL.replace("hosts:\n", "hosts:\n  lb: { address: 127.0.0.3 }\n")
            + "routes:\n  - { name: www, connector: command, read: r, switch: s, host: lb }\n";

    /** With hooks. */
    static final String HOOKS = SMALL + """
            hooks:
              - { name: note, at: prePromote, host: f1, run: n }
              - { name: drain, at: preStop, group: app, policy: warn, run: d, connector: command, fra: { host: f1, timeout: 5m } }
            """;

    /** With two datasets that belong together. */
    static final String CONSISTENT = PostgresqlPlan.with("""
            datasets:
              - { name: db, connector: postgresql, consistency: books }
              - { name: more, connector: postgresql, instance: db, consistency: books }
            """);

    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");

    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    @Test
    void theExampleInTheDocsIsAPlan() throws IOException {
        ProtectionPlan plan = plan(Files.readString(Path.of("docs/examples/shop.yaml")));

        assertThat(plan.id()).hasToString("shop");
        assertThat(plan.preferredSite()).isEqualTo(FRA);
        assertThat(plan.startOrder()).containsExactly("database", "app");
        assertThat(plan.hosts()).hasSize(6);
        assertThat(plan.group("app").map(Group::parallel)).contains(20);
        assertThat(plan.window()).hasValueSatisfying(window -> {
            assertThat(window.days()).containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(window.from()).isEqualTo(LocalTime.of(1, 0));
        });
        assertThat(plan.approval(RunType.FAILBACK)).isEqualTo(new ApprovalRule("dr-approvers", true));
        assertThat(plan.approval(RunType.REPROTECT)).isEqualTo(ApprovalRule.DEFAULT);
    }

    @Test
    void aReadingSaysInOneSentenceWhatIsInThePlan() throws IOException {
        assertThat(reader.read(Files.readString(Path.of("docs/examples/shop.yaml")))
                        .summary())
                .contains("3 instances in 2 groups, 1 dataset, 1 route; fra (preferred) and ams");
        assertThat(reader.read("plan: x").summary()).isEmpty();
    }

    @Test
    void anAliasRepeatsThePartThatItNames() throws IOException {
        ProtectionPlan plan = plan(Files.readString(Path.of("docs/examples/shop.yaml")));

        assertThat(plan.hosts().get(new HostId("ams-app2")).ssh())
                .containsEntry("user", "dr")
                .containsEntry("passphrase", "${env:CHANGEOVER_KEY_PASSPHRASE}");
    }

    @Test
    void settingsOfASiteOverlayThoseForBoth() throws IOException {
        ProtectionPlan plan = plan(Files.readString(Path.of("docs/examples/shop.yaml")));
        Instance ledger = plan.groups().get(0).instances().get(0);

        assertThat(ledger.placements().get(AMS))
                .isEqualTo(new Placement(
                        Optional.of(new HostId("ams-db1")),
                        Map.of(
                                "user", "changeover",
                                "password", "${env:LEDGER_PASSWORD}",
                                "port", 5432,
                                "data", "/srv/postgresql/15/main")));
    }

    @Test
    void aDatasetTakesOverHostsAndSettingsOfTheInstanceOfItsNameAndConnector() throws IOException {
        ProtectionPlan plan = plan(Files.readString(Path.of("docs/examples/shop.yaml")));
        Dataset ledger = plan.datasets().get(0);

        assertThat(ledger.placements())
                .isEqualTo(plan.groups().get(0).instances().get(0).placements());
        assertThat(ledger.rpo()).contains(Duration.ofSeconds(5));
    }

    @Test
    void aDatasetMayNameItsInstanceAndAddToItsSettings() {
        ProtectionPlan plan = plan(
                PostgresqlPlan.with(
                        "datasets:\n  - { name: books, instance: db, connector: postgresql, patience: 3s, ams: { mode: immediate } }\n"));
        Dataset books = plan.datasets().get(0);

        assertThat(books.placements().get(FRA).settings())
                .containsEntry("patience", "3s")
                .doesNotContainKey("mode");
        assertThat(books.placements().get(AMS).settings())
                .containsEntry("mode", "immediate")
                .containsEntry("user", "x");
        assertThat(books.placements().get(AMS).host()).contains(new HostId("a1"));
    }

    @Test
    void aDatasetMayHaveHostsAndSettingsOfItsOwn() {
        ProtectionPlan plan = plan(PostgresqlPlan.with("""
                datasets:
                  - name: db
                    connector: postgresql
                    user: y
                    password: "${env:P}"
                    fra: { host: f1, data: /f }
                    ams: { host: a1, data: /a }
                """));

        assertThat(plan.datasets().get(0).placements().get(AMS).settings())
                .isEqualTo(Map.of("user", "y", "password", "${env:P}", "data", "/a"));
    }

    @Test
    void aCheckKeepsItsMainValueUnderItsOwnName() throws IOException {
        ProtectionPlan plan = plan(Files.readString(Path.of("docs/examples/shop.yaml")));
        Instance shop = plan.group("app").orElseThrow().instances().get(1);
        Route www = plan.routes().get(0);

        assertThat(shop.checks())
                .containsExactly(
                        new Check(
                                "tcp",
                                Map.of("tcp", "${host}:8080"),
                                1,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(30)),
                        new Check(
                                "http",
                                Map.of("http", "http://${host}:8080/health", "expect", 200),
                                3,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(60)));
        assertThat(www.checks().get(0).settings()).containsEntry("body", "${site}");
    }

    @Test
    void aCheckThatDoesNotDeclareItsMainValueKeepsItAsText() {
        ProtectionPlan plan = plan(SMALL.replace("unit: one,", "unit: one, check: { sql: select 1, answer: 1 },"));

        assertThat(plan.groups().get(0).instances().get(0).checks().get(0).settings())
                .isEqualTo(Map.of("sql", "select 1", "answer", "1"));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        ProtectionPlan plan = plan(SMALL);

        assertThat(plan.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(plan.groups().get(0).parallel()).isEqualTo(10);
        assertThat(plan.window()).isEmpty();
        assertThat(plan.datasets()).isEmpty();
    }

    @Test
    void aRouteMayBeOneThingForBothSites() {
        ProtectionPlan plan = plan(SMALL.replace("127.0.0.2 }", "127.0.0.1, ssh: { user: dr, port: 2202 } }")
                + "routes:\n  - { name: www, connector: command, read: r, switch: \"s ${site}\" }\n");

        assertThat(plan.routes().get(0).placements().get(AMS).settings()).containsEntry("switch", "s ${site}");
    }

    @Test
    void aRouteMayHaveOneHostForBothSitesThatStandsInNeither() {
        ProtectionPlan plan = plan(SHARED_HOST);
        Map<SiteId, Placement> www = plan.routes().get(0).placements();

        assertThat(plan.hosts().get(new HostId("lb")).site()).isEmpty();
        assertThat(www.get(FRA).host()).contains(new HostId("lb"));
        assertThat(www.get(AMS).host()).contains(new HostId("lb"));
        assertThat(www.get(AMS).settings()).containsOnlyKeys("read", "switch");
        assertThat(plan(SHARED_HOST.replace("host: lb", "host: lb, ams: { host: a1 }"))
                        .routes()
                        .get(0)
                        .placements()
                        .get(AMS)
                        .host())
                .contains(new HostId("a1"));
    }

    @Test
    void aHookIsOfTheConnectorCommandAndStopsTheRunUnlessItSaysOtherwise() {
        ProtectionPlan plan = plan(HOOKS);
        Hook note = plan.hook("note").orElseThrow();
        Hook drain = plan.hook("drain").orElseThrow();

        assertThat(note.at()).isEqualTo(HookPoint.PRE_PROMOTE);
        assertThat(note.connector()).isEqualTo("command");
        assertThat(note.policy()).isEqualTo(HookPolicy.STOP);
        assertThat(note.placements()).containsOnlyKeys(FRA, AMS);
        assertThat(note.placements().get(AMS).settings()).isEqualTo(Map.of("run", "n"));
        assertThat(drain.group()).contains("app");
        assertThat(drain.policy()).isEqualTo(HookPolicy.WARN);
        assertThat(drain.placements().get(FRA))
                .isEqualTo(new Placement(Optional.of(new HostId("f1")), Map.of("run", "d", "timeout", "5m")));
        assertThat(drain.placements()).as("only where it has a host").containsOnlyKeys(FRA);
    }

    @Test
    void datasetsOfOneConsistencyGroupNameIt() {
        ProtectionPlan plan = plan(CONSISTENT);

        assertThat(plan.datasets()).extracting(Dataset::consistency).containsOnly(Optional.of("books"));
        assertThat(plan.datasets().get(0).placements().get(FRA).settings()).doesNotContainKey("consistency");
    }

    @Test
    void mergeKeysAreFollowed() {
        ProtectionPlan plan = plan(SMALL.replace(
                        "f1: { site: fra, address: 127.0.0.1 }",
                        "f1: { site: fra, address: 127.0.0.1, ssh: &s { user: dr, port: 2201 } }")
                .replace(
                        "a1: { site: ams, address: 127.0.0.2 }",
                        "a1: { site: ams, address: 127.0.0.1, ssh: { <<: *s, port: 2202 } }"));

        assertThat(plan.hosts().get(new HostId("a1")).ssh()).isEqualTo(Map.of("user", "dr", "port", 2202));
    }

    private ProtectionPlan plan(String yaml) {
        PlanReading reading = reader.read(yaml);
        assertThat(reading.problems()).isEmpty();
        return reading.plan().orElseThrow();
    }

    /** A plan with one database instance named {@code db}. */
    static final class PostgresqlPlan {
        private PostgresqlPlan() {}

        static String with(String more) {
            return SMALL.replace(
                                    "connector: systemd, unit: one,",
                                    "connector: postgresql, user: x, password: \"${env:P}\", data: /d,")
                            .replace("name: one", "name: db")
                    + more;
        }
    }
}
