package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.config.Connectors;
import io.changeover.connector.runtime.FieldDefaults;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.Fencing;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanChange.Severity;
import io.changeover.domain.plan.PlanDiff;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How plans say by what a site is fenced, and what is said of plans that would not fence it. */
class FencingPlanTest {
    private static final String FENCED =
            PlanReaderTest.SMALL.replace("hosts:\n", "hosts:\n  lb: { address: 127.0.0.3 }\n") + """
            fencing:
              - { name: power, connector: command, within: 20s, fence: f, verify: v, fra: { host: a1 }, ams: { host: f1 } }
              - { name: gate, connector: command, required: true, fence: g, verify: w, fra: { host: lb } }
              - { name: quiet, connector: stop }
            approvals: { statement: { group: chiefs, notRequester: false } }
            """;
    private static final SiteId FRA = new SiteId("fra");
    private static final SiteId AMS = new SiteId("ams");

    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    @Test
    void methodsKeepTheirOrderAndEachNamesTheSitesThatItFences() {
        Fencing fencing = plan(FENCED).fencing();

        assertThat(names(fencing, FRA)).containsExactly("power", "gate", "quiet");
        assertThat(names(fencing, AMS)).containsExactly("power", "quiet");
        FencingMethod power = fencing.method(FRA, "power").orElseThrow();
        assertThat(power.within()).isEqualTo(Duration.ofSeconds(20));
        assertThat(power.placements().get(FRA).host()).contains(new HostId("a1"));
        assertThat(power.placements().get(FRA).settings())
                .containsEntry("fence", "f")
                .containsEntry("verify", "v");
        assertThat(fencing.method(FRA, "quiet").orElseThrow().verifiedStop()).isTrue();
        assertThat(fencing.statement()).isEqualTo(new ApprovalRule("chiefs", false));
    }

    @Test
    void aPlanThatSaysNothingHasTheVerifiedStopAndAnApproversStatement() {
        Fencing fencing = plan(PlanReaderTest.SMALL).fencing();

        assertThat(fencing.of(FRA)).singleElement().satisfies(one -> {
            assertThat(one.verifiedStop()).isTrue();
            assertThat(one.within()).isEqualTo(FencingMethod.USUAL);
        });
        assertThat(fencing.statement()).isEqualTo(ApprovalRule.DEFAULT);
    }

    @Test
    void oneMethodIsEnoughUnlessAnotherOneIsRequired() {
        Fencing fencing = plan(FENCED).fencing();

        assertThat(fencing.reached(AMS, List.of())).isFalse();
        assertThat(fencing.reached(AMS, List.of("quiet"))).isTrue();
        assertThat(fencing.reached(FRA, List.of("power", "quiet")))
                .as("gate is required")
                .isFalse();
        assertThat(fencing.reached(FRA, List.of("gate"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fra: { host: lb } }|fra: {} }|14: fencing method 'gate' has no host to fence 'fra' from",
                "name: gate|name: power|14: there are two fencing methods named 'power'",
                "connector: stop|connector: stopp|15: 'stopp' is not possible here; did you mean 'stop'",
                "fence: g, |''|14: fencing method 'gate' lacks 'fence'",
                "required: true|requird: true|14: unknown key 'requird'; did you mean 'required'",
                "statement:|statment:|16: unknown key 'statment'; did you mean 'statement'",
                "within: 20s|within: 20|13: a time of more than nothing",
                "host: lb|host: nowhere|14: unknown host 'nowhere'",
            })
    void mistakesAreNamedWithTheirLine(String old, String edited, String message) {
        String text = FENCED.replace(old, edited);

        List<Problem> problems = reader.read(text).problems();

        assertThat(problems)
                .anySatisfy(one -> assertThat(one.line() + ": " + one.message()).startsWith(message));
    }

    @Test
    void aSiteIsNotFencedByItsOwnHostsAlone() {
        String own = FENCED.replace("fra: { host: a1 }", "fra: { host: f1 }").replace("fra: { host: lb }", "host: f1");

        assertThat(reader.read(own).problems()).singleElement().satisfies(one -> {
            assertThat(one.line()).isEqualTo(13);
            assertThat(one.message()).startsWith("every method that fences 'fra' runs on a host of 'fra'");
        });
        String jump = own.replace(
                        "  f1: {",
                        "  gw: { address: 127.0.0.9, ssh: { user: u, jump: f1 } }\n  f1: { ssh: { user: u },")
                .replace("host: f1 }", "host: gw }");
        assertThat(reader.read(jump).problems()).extracting(Problem::message).anyMatch(one -> one.startsWith("every"));
        String onlyStops = PlanReaderTest.SMALL + "fencing: [ { name: quiet, connector: stop } ]\n";
        assertThat(reader.read(onlyStops).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "required: true, |''|DANGEROUS|fencing method gate: 'required' changes from true to false",
                "within: 20s|within: 30s|NORMAL|fencing method power: the time it is tried changes from 20s to 30s",
                "verify: w|verify: x|NORMAL|fencing method gate: 'verify' changes from w to x",
                "name: quiet|name: calm|DANGEROUS|fencing method quiet is gone: no site is fenced by it",
                ", ams: { host: f1 }|''|DANGEROUS|fencing method power: the sites that it fences changes from [ams, fra] to [fra]",
                "notRequester: false|notRequester: true|NORMAL|whoever asks for a run may not state any more that the source takes no writes",
                "group: chiefs|group: all|DANGEROUS|the group that may state that a source takes no writes changes from chiefs to all",
            })
    void changesAreCompared(String old, String edited, Severity severity, String sentence) {
        List<PlanChange> changes = compared(plan(FENCED), plan(FENCED.replace(old, edited)));

        assertThat(changes).anySatisfy(one -> {
            assertThat(one.sentence()).isEqualTo(sentence);
            assertThat(one.severity()).isEqualTo(severity);
        });
        assertThat(compared(plan(FENCED), plan(FENCED))).isEmpty();
    }

    private static List<PlanChange> compared(ProtectionPlan before, ProtectionPlan after) {
        return PlanDiff.between(before, after, new FieldDefaults(Connectors.descriptors()));
    }

    private static List<String> names(Fencing fencing, SiteId site) {
        return fencing.of(site).stream().map(FencingMethod::name).toList();
    }

    private ProtectionPlan plan(String text) {
        PlanReading reading = reader.read(text);
        assertThat(reading.problems()).as(text).isEmpty();
        return reading.plan().orElseThrow();
    }
}
