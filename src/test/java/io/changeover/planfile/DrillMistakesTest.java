package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.config.Connectors;
import io.changeover.connector.runtime.FieldDefaults;
import io.changeover.domain.plan.Drill;
import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanDiff;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says of drills, in the plan of the documentation: what is read of it, and what is refused as production's. */
final class DrillMistakesTest {
    private static final PlanReader READER = new PlanReader(Connectors.descriptors());
    private static final SiteId AMS = new SiteId("ams");

    private String shop = "";

    @BeforeEach
    void read() throws IOException {
        shop = Files.readString(Path.of("docs/examples/shop.yaml"));
    }

    @Test
    void aDrillTakesOverWhatTheHostMayHaveTwice() {
        Drill drill = plan(shop).drill();

        assertThat(drill.limit()).isEqualTo(Duration.ofHours(4));
        assertThat(drill.instances()).containsOnlyKeys("ledger", "shop-1");
        assertThat(drill.datasets()).containsOnlyKeys("ledger");
        assertThat(drill.instances().get("ledger").placements().get(AMS).settings())
                .containsEntry("port", 15432)
                .containsEntry("data", "/var/lib/postgresql/drill")
                .containsEntry("user", "changeover")
                .containsKey("password");
        assertThat(drill.datasets().get("ledger").placements())
                .isEqualTo(drill.instances().get("ledger").placements());
        assertThat(drill.instances().get("shop-1").checks()).hasSize(1);
    }

    @Test
    void aSiteMayHaveItsOwn() {
        String own = shop.replace("port: 15432\n", "port: 15432\n          ams: { port: 25432 }\n");

        assertThat(plan(own)
                        .drill()
                        .instances()
                        .get("ledger")
                        .placements()
                        .get(AMS)
                        .settings())
                .containsEntry("port", 25432);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 15432|port: 5432|the drill of instance 'ledger' has 'port' 5432, which is production's",
                "port: 15432|port: 22|'port' 22, which is production's: the SSH server of host 'fra-db1'",
                "port: 15432|database: shop|has 'port' 5432, which is production's: its own at 10.0.1.11",
                "data: /var/lib/postgresql/drill|database: shop|lacks 'data', which must be another one than production has",
                "postgresql/drill|postgresql/15/main|'data' /var/lib/postgresql/15/main, which is production's",
                "postgresql/drill|postgresql/15/main/drill|'data' /var/lib/postgresql/15/main/drill, which is production's",
                "postgresql/drill|postgresql|'data' /var/lib/postgresql, which is production's",
                "unit: shop-drill|unit: shop.service|'unit' shop.service, which is production's",
                "${host}:18080|10.0.1.21:18080|names production: 10.0.1.21, the address of host 'fra-app1'",
                "${host}:18080|10.0.2.11:5432|names production: 10.0.2.11:5432, a port of instance 'ledger'",
                "http://${host}:18080|https://shop.example.org|names production: shop.example.org, a name of route 'www'",
                "127.0.0.1 -p 15432|localhost:5432|names production: 10.0.1.11:5432, a port of instance 'ledger'",
                "unit: shop-drill|unti: shop-drill|unknown key 'unti'; did you mean 'unit'?",
                "limit: 4h|limit: 0s|drill.limit"
            })
    void whatLeadsToProductionIsRefusedWithItsLine(String old, String now, String message) {
        assertThat(shop).contains(old);
        List<Problem> problems = READER.read(shop.replace(old, now)).problems();

        assertThat(problems).extracting(Problem::toString).anyMatch(text -> text.contains(message));
        assertThat(problems).allMatch(problem -> problem.line() > 30);
    }

    @Test
    void aCheckAtTheUsualPortOfTheStandbySideIsRefused() {
        String asked = shop.replaceFirst("check: \\{ command: [^}]*}", "check: { sql: select 1, user: x }");

        assertThat(READER.read(asked).problems())
                .extracting(Problem::message)
                .contains("a check in the drill of instance 'ledger' asks at 'port' 5432 of 10.0.2.11, which is"
                        + " production's: a port of instance 'ledger'");
    }

    @Test
    void aDrillThatAsksNothingProvesNothing() {
        String silent = shop.replaceFirst("          check: \\{ command: [^}]*}\n", "")
                .replace(", check: { http: \"http://${host}:18080/health\" }", "");

        assertThat(READER.read(silent).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("asks nothing proves nothing"));
    }

    @Test
    void twoDrillsHaveNotTheSame() {
        String twice = shop.replace("        checks:\n", "        drill: { unit: shop-drill }\n        checks:\n");
        assertThat(READER.read(twice).problems()).as("on another host").isEmpty();

        String here = twice.replace("host: fra-app2", "host: fra-app1")
                .replace(
                        "unit: shop\n        fra: { host: fra-app1 }\n        ams: { host: ams-app2 }",
                        "unit: other\n        fra: { host: fra-app1 }\n        ams: { host: ams-app2 }");
        assertThat(READER.read(here).problems())
                .extracting(Problem::message)
                .contains("two drills have the same 'unit' shop-drill; the other one is that of 'shop-1'");
    }

    @Test
    void changesAreSaidOnce() {
        assertThat(changes("port: 15432", "port: 25432"))
                .containsExactly("the drill of instance ledger: 'port' changes from 15432 to 25432");
        assertThat(changes("every: 90d", "every: 200d")).containsExactly("drills: 'every' changes from 2160h to 4800h");
        assertThat(changes(
                        "        drill: { unit: shop-drill, check: { http: \"http://${host}:18080/health\" } }\n", ""))
                .containsExactly("the drill of instance shop-1 is gone: drills leave it out");
        assertThat(changes("${env:LEDGER_PASSWORD}", "${env:OTHER}")).hasSize(1);
    }

    private List<String> changes(String old, String now) {
        assertThat(shop).contains(old);
        return PlanDiff.between(plan(shop), plan(shop.replace(old, now)), new FieldDefaults(Connectors.descriptors()))
                .stream()
                .map(PlanChange::sentence)
                .toList();
    }

    private static ProtectionPlan plan(String yaml) {
        PlanReading reading = READER.read(yaml);
        assertThat(reading.problems()).isEmpty();
        return reading.plan().orElseThrow();
    }
}
