package io.changeover.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that every rule bites. Below {@code violations} stands a small house of planted classes. One that breaks rules
 * names them in a constant {@code BREAKS}, separated by semicolons; all others are lawful.
 */
class PlantedViolationsTest {
    private static final String ROOT = House.ROOT + ".architecture.violations";
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);
    private static final Map<String, Set<String>> CULPRITS = culprits();
    private static final Pattern ORIGIN = Pattern.compile("\\w+ <(" + Pattern.quote(ROOT) + "[\\w.$]*)");

    /** The cycle report also names the lawful halves of a cycle, so the culprits are only a part of what it names. */
    private static final String CYCLES = "rooms form no cycles";

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void bitesOnItsPlantedViolationsAndOnNothingElse(HouseRule rule) {
        EvaluationResult result = rule.against(Set.of()).evaluate(PLANTED);
        Set<String> named = result.getFailureReport().getDetails().stream()
                .flatMap(detail -> origins(detail, rule.name().equals(CYCLES)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = CULPRITS.getOrDefault(rule.name(), Set.of());
        assertThat(wanted).as("planted violations of: " + rule.name()).isNotEmpty();
        if (rule.name().equals(CYCLES)) {
            assertThat(named).containsAll(wanted);
        } else {
            assertThat(named).isEqualTo(wanted);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void failsWhenItFindsNothingToLookAt(HouseRule rule) {
        JavaClasses nothing = new ClassFileImporter().importClasses();
        ArchRule strict = rule.against(Set.of());
        assertThat(Stream.of(strict).filter(each -> passes(each, nothing))).isEmpty();
    }

    @Test
    void everyPlantedViolationNamesARuleThatExists() {
        assertThat(rules().map(HouseRule::name)).containsAll(CULPRITS.keySet()).doesNotHaveDuplicates();
    }

    @Test
    void aRuleIsIdleOnlyWhileAllOfItsSubjectsAreAwaited() {
        HouseRule rule = HouseRules.below("no.such.house").stream()
                .filter(each -> each.subjects().size() > 1)
                .findFirst()
                .orElseThrow();
        Set<String> allButOne = new TreeSet<>(rule.subjects());
        allButOne.remove(rule.subjects().iterator().next());
        assertThat(passes(rule.against(rule.subjects()), PLANTED)).isTrue();
        assertThat(passes(rule.against(allButOne), PLANTED)).isFalse();
    }

    static Stream<HouseRule> rules() {
        return HouseRules.below(ROOT).stream();
    }

    private static boolean passes(ArchRule rule, JavaClasses classes) {
        try {
            rule.check(classes);
            return true;
        } catch (AssertionError refused) {
            return false;
        }
    }

    private static Stream<String> origins(String detail, boolean anywhere) {
        Matcher matcher = ORIGIN.matcher(detail);
        Stream<String> all = matcher.results().map(result -> plantedIn(result.group(1)));
        return anywhere ? all : all.limit(1);
    }

    /** The planted class that this member name begins with. */
    private static String plantedIn(String member) {
        return PLANTED.stream()
                .map(JavaClass::getName)
                .filter(name -> member.equals(name) || member.startsWith(name + ".") || member.startsWith(name + "$"))
                .findFirst()
                .orElse(member);
    }

    private static Map<String, Set<String>> culprits() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass planted : PLANTED) {
            for (String rule : breaks(planted)) {
                found.computeIfAbsent(rule, name -> new TreeSet<>()).add(planted.getName());
            }
        }
        return found;
    }

    private static List<String> breaks(JavaClass planted) {
        Optional<Field> constant = Arrays.stream(planted.reflect().getDeclaredFields())
                .filter(field -> field.getName().equals("BREAKS"))
                .findFirst();
        if (constant.isEmpty()) {
            return List.of();
        }
        constant.get().setAccessible(true);
        try {
            return List.of(((String) constant.get().get(null)).split("; "));
        } catch (IllegalAccessException e) {
            throw new AssertionError(planted.getName() + ".BREAKS cannot be read", e);
        }
    }
}
