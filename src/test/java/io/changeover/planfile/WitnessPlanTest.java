package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.config.Connectors;
import io.changeover.connector.runtime.FieldDefaults;
import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanDiff;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Witness;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who else is asked before a site is called lost, and how many must accept that. */
class WitnessPlanTest {
    private static final String PLAN = """
            plan: shop
            objectives: { rpo: 30s, rto: 5m }
            sites: { fra: { preferred: true }, ams: {} }
            hosts:
              f1: { site: fra, address: 192.0.2.1 }
              a1: { site: ams, address: 192.0.2.2 }
              o1: { address: 192.0.2.3 }
            groups:
              - name: app
                instances: [ { name: shop, connector: systemd, unit: shop, fra: { host: f1 }, ams: { host: a1 } } ]
            witnesses:
              - { name: office, host: o1, fra: { tcp: ["192.0.2.1:80"] } }
              - { name: cloud, url: "https://watch.example.org/${site}" }
            approvals: { failover: { of: 2 } }
            limits: { evidence: 3s }
            """;
    private static final SiteId FRA = new SiteId("fra");

    @Test
    void readsWitnessesApproversAndTheLimitOfALook() {
        ProtectionPlan plan = plan(PLAN);

        assertThat(plan.witnesses()).extracting(Witness::name).containsExactly("office", "cloud");
        Witness office = plan.witness("office").orElseThrow();
        assertThat(office.connector()).isEqualTo("witness");
        assertThat(office.placements().get(FRA).host()).contains(new HostId("o1"));
        assertThat(office.placements().get(FRA).settings()).containsEntry("tcp", List.of("192.0.2.1:80"));
        assertThat(office.placements().get(new SiteId("ams")).settings()).isEmpty();
        assertThat(plan.approval(RunType.FAILOVER).of()).isEqualTo(2);
        assertThat(plan.approval(RunType.SWITCHOVER).of()).isEqualTo(1);
        assertThat(plan.limits().evidence()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: cloud|name: office|13: there are two witnesses named 'office'",
                "name: cloud|name: server|13: a witness cannot be named 'server'",
                "host: o1,|host: f1,|12: host 'f1' stands in site 'fra'; a witness stands in neither site",
                "host: o1, |''|12: witness 'office' needs 'host' or 'url', and not both",
                "name: cloud,|name: cloud, host: o1,|13: witness 'cloud' needs 'host' or 'url', and not both",
                "tcp:|tpc:|12: unknown key 'tpc'; did you mean 'tcp'",
                "of: 2|of: 0|14: a number of at least 1",
                "evidence: 3s|evidence: 3|15: a time of more than nothing",
            })
    void namesWhatIsWrongWithItsLine(String right, String wrong, String expected) {
        List<Problem> problems = reader().read(PLAN.replace(right, wrong)).problems();

        assertThat(problems).isNotEmpty();
        String first = problems.get(0).toString();
        String line = expected.substring(0, expected.indexOf(':') + 1);
        assertThat(first).startsWith(line);
        assertThat(first)
                .contains(expected.substring(line.length() + 1)
                        .replace("a number of at least 1", "at least 1")
                        .replace("a time of more than nothing", "time"));
    }

    @Test
    void aLostWitnessOrApproverIsADangerousChange() {
        String less = PLAN.replace("  - { name: cloud, url: \"https://watch.example.org/${site}\" }\n", "")
                .replace("of: 2", "of: 1");

        assertThat(changes(plan(PLAN), plan(less)))
                .extracting(change -> change.severity() + " " + change.path())
                .containsExactlyInAnyOrder("DANGEROUS witnesses.cloud", "DANGEROUS approvals.failover.of");
        assertThat(changes(plan(less), plan(PLAN)))
                .extracting(change -> change.path())
                .containsExactlyInAnyOrder("witnesses.cloud", "approvals.failover.of");
    }

    private static List<PlanChange> changes(ProtectionPlan before, ProtectionPlan after) {
        return PlanDiff.between(before, after, new FieldDefaults(Connectors.descriptors()));
    }

    private static ProtectionPlan plan(String yaml) {
        PlanReading reading = reader().read(yaml);
        assertThat(reading.problems()).isEmpty();
        return reading.plan().orElseThrow();
    }

    private static PlanReader reader() {
        return new PlanReader(SampleConnectors.ALL);
    }
}
