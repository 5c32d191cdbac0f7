package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a file with mistakes. */
final class PlanMistakesTest {
    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    @Test
    void allMistakesAreReportedAtOnceInTheOrderOfLines() {
        List<Problem> problems = problems("""
                plan: Shop
                objectives: { rpo: soon, rto: 0s }
                sites:
                  fra: { prefered: true }
                  ams: {}
                hosts:
                  f1: { site: frra, address: 10.0.0.1 }
                  a1: { site: ams, address: 10.0.0.2, ssh: { user: dr, password: hunter2, port: 70000 } }
                groups:
                  - name: app
                    parallel: 0
                    instances:
                      - { name: one, connector: sytemd, unit: one }
                  - { name: empty, instances: [] }
                window: { zone: Europe/Berln, days: [SAT, Sunday], from: "01:00", to: "01:00" }
                colour: blue
                """);

        assertThat(problems).extracting(Problem::line).isSorted();
        assertThat(problems)
                .extracting(Problem::toString)
                .allSatisfy(text -> assertThat(text).doesNotContain("hunter2"));
        assertThat(problems)
                .extracting(problem -> problem.line() + " " + problem.path())
                .contains(
                        "1 plan",
                        "2 objectives.rpo",
                        "2 objectives.rto",
                        "4 sites",
                        "4 sites.fra.prefered",
                        "7 hosts.f1.site",
                        "8 hosts.a1.ssh.password",
                        "8 hosts.a1.ssh.port",
                        "11 groups[0].parallel",
                        "13 groups[0].instances[0].connector",
                        "13 groups[0].instances[0]",
                        "14 groups[1].instances",
                        "15 window.zone",
                        "15 window.days[1]",
                        "15 window.to",
                        "16 colour");
        assertThat(problems.get(0))
                .isEqualTo(new Problem(1, 7, "plan", "small letters, digits and hyphens, at most 63: found 'Shop'"));
    }

    /** A change to a valid plan, the line of the one mistake in it, and what must be said. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                one("plan: small", "", 2, "'plan' is missing: The plan's name"),
                one(
                        "rpo: 30s",
                        "rpo: 30 seconds",
                        2,
                        "a time of more than nothing, such as 500ms, 30s, 5m, 2h or 1d, is wanted, found '30 seconds'"),
                one(
                        "{ preferred: true }",
                        "{ prefered: true }",
                        3,
                        "unknown key 'prefered'; did you mean 'preferred'? Allowed: preferred",
                        "one site must say 'preferred: true', found none"),
                one("ams: {}", "ams: { preferred: true }", 3, "only one site can be preferred; the first is in line 3"),
                one("preferred: true", "preferred: \"true\"", 3, "true or false is wanted, found 'true' in quotes"),
                one("ams: {}", "ams:", 3, "a map is wanted, found nothing; write {} for an empty one"),
                one("ams: {} }", "ams: {}, lon: {} }", 3, "exactly 2 sites are wanted, found 3"),
                one(
                        "site: fra",
                        "site: fre",
                        5,
                        "unknown site 'fre'; did you mean 'fra'? Allowed: fra, ams",
                        "host 'f1' stands in site 'fre', not in 'fra'"),
                one("address: 127.0.0.1", "address: 10.0.0.1 x", 5, "a host name or an IP address: found '10.0.0.1 x'"),
                one(
                        "f1: { site",
                        "f1: { site: ams, site",
                        5,
                        "'site' is given twice, first in line 5",
                        "host 'f1' stands in site 'ams', not in 'fra'"),
                one("host: f1", "host: f2", 10, "unknown host 'f2'; did you mean 'f1'? Allowed: f1, a1"),
                one("host: f1", "host: a1", 10, "host 'a1' stands in site 'ams', not in 'fra'"),
                one(
                        "fra: { host: f1 }",
                        "fra: {}",
                        10,
                        "instance 'one' has no host at site 'fra'; give one with 'fra: { host: … }'"),
                one(
                        "fra: { host: f1 }",
                        "host: f1",
                        10,
                        "a host stands in one site: write it under the site's name, as in 'fra: { host: … }'",
                        "instance 'one' has no host at site 'fra'"),
                one(
                        "unit: one,",
                        "",
                        10,
                        "instance 'one' lacks 'unit', which connector 'systemd' needs: The unit's name."),
                one(
                        "unit: one, fra: { host: f1 }",
                        "fra: { host: f1, unit: one }",
                        10,
                        "instance 'one' lacks 'unit' at site 'ams'"),
                one("unit: one", "unit: [one]", 10, "a text is wanted, found a list"),
                one("unit: one", "unit:", 10, "a text is wanted, found nothing"),
                one("unit: one", "unit: \"${nome}\"", 10, "unknown reference ${nome}; did you mean ${name}?"),
                one("unit: one", "unit: \"${env:X\"", 10, "'${' without its '}'"),
                one("unit: one", "unti: one", 10, "unknown key 'unti'; did you mean 'unit'?", "lacks 'unit'"),
                one(
                        "connector: systemd",
                        "connector: http",
                        10,
                        "'http' is not possible here; allowed: command, postgresql, systemd"),
                one(
                        "unit: one",
                        "unit: one, check: { htp: x }",
                        10,
                        "no check is named; did you mean 'http'? Allowed: command, http, sql, tcp"),
                one(
                        "unit: one",
                        "unit: one, check: { http: x, tcp: 1 }",
                        10,
                        "one check is wanted, found http and tcp; make each an entry of 'checks'"),
                one(
                        "unit: one",
                        "unit: one, check: { http: x, expect: 2e2 }",
                        10,
                        "a whole number is wanted, found '2e2'"),
                one(
                        "unit: one",
                        "unit: one, check: { http: x, expect: \"200\" }",
                        10,
                        "a whole number is wanted, found '200' in quotes"),
                one(
                        "unit: one",
                        "unit: one, check: { tcp: 80 }, checks: [ { tcp: 81 } ]",
                        10,
                        "'check' and 'checks' are both given; use one"),
                one(
                        "unit: one",
                        "unit: one, check: { tcp: h, times: 0 }",
                        10,
                        "a whole number, at least 1, is wanted, found '0'"),
                one(
                        "127.0.0.2 }",
                        "127.0.0.1 }",
                        10,
                        "instance 'one' is one and the same thing at both sites: address 127.0.0.1"));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsLine(String right, String wrong, int line, List<String> sentences) {
        assertThat(PlanReaderTest.SMALL).contains(right);

        List<Problem> problems =
                problems(PlanReaderTest.SMALL.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));

        assertThat(problems).hasSameSizeAs(sentences);
        assertThat(problems).anySatisfy(problem -> assertThat(problem.line()).isEqualTo(line));
        sentences.forEach(sentence -> assertThat(problems)
                .anySatisfy(problem -> assertThat(problem.message()).contains(sentence)));
    }

    @Test
    void aSiteIsNotNamedLikeASetting() {
        assertThat(messages(PlanReaderTest.SMALL.replace("ams", "unit")))
                .contains("a site cannot be named 'unit': that is the name of a setting");
    }

    private List<String> messages(String yaml) {
        return problems(yaml).stream().map(Problem::message).toList();
    }

    private List<Problem> problems(String yaml) {
        PlanReading reading = reader.read(yaml);
        assertThat(reading.valid()).isFalse();
        return reading.problems();
    }

    private static Arguments one(String right, String wrong, int line, String... sentences) {
        return Arguments.of(right, wrong, line, List.of(sentences));
    }
}
