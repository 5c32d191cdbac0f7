package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.config.Connectors;
import io.changeover.domain.plan.ProtectionPlan;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarterPlanTest {
    private static final Pattern LEFT_OUT = Pattern.compile("^#(?=[a-z]| {2})");

    @ParameterizedTest
    @CsvSource({"true,", "false,", "true,shop-web;shop@1.service", "false,shop-web;shop-worker"})
    void isValidAsItStandsAndWithEveryPartThatItLeavesOut(boolean postgresql, String units) {
        String text = text(postgresql, units);

        assertThat(read(text).routes()).isEmpty();
        String all = text.lines()
                .filter(line -> !line.contains("changeover plan check"))
                .map(line -> LEFT_OUT.matcher(line).replaceFirst(""))
                .collect(Collectors.joining("\n"));
        ProtectionPlan whole = read(all);
        assertThat(whole.routes()).hasSize(1);
        assertThat(whole.window()).isPresent();
        assertThat(whole.limits()).isEqualTo(read(text).limits());
        assertThat(whole.approvals()).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @CsvSource({"true,shop-web;shop-worker"})
    void hasWhatWasAskedFor(boolean postgresql, String units) {
        ProtectionPlan plan = read(text(postgresql, units));

        assertThat(plan.id()).hasToString("till");
        assertThat(plan.preferredSite()).hasToString("ber");
        assertThat(plan.startOrder()).containsExactly("database", "app");
        assertThat(plan.instance("shop-worker").orElseThrow().checks()).hasSize(1);
        assertThat(plan.datasets()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true,shop-web"})
    void everyCommentIsWholeAndNoLineIsTooLong(boolean postgresql, String units) {
        List<String> comments = text(postgresql, units)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("# ") && !line.contains("changeover plan check"))
                .toList();

        assertThat(comments)
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).matches(".*[.:,].*"));
        assertThat(text(postgresql, units).lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(130));
    }

    private static String text(boolean postgresql, String units) {
        List<String> names = units == null ? List.of() : List.of(units.split(";"));
        return new StarterPlan(Connectors.descriptors()).text("till", List.of("ber", "vie"), postgresql, names);
    }

    private static ProtectionPlan read(String text) {
        PlanReading reading = new PlanReader(Connectors.descriptors()).read(text);
        assertThat(reading.problems()).as(text).isEmpty();
        return reading.plan().orElseThrow();
    }
}
