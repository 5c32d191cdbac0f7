package io.changeover.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every rule of the house over the product's own classes. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages(House.ROOT);

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void holds(HouseRule rule) {
        rule.against(House.AWAITED).check(PRODUCT);
    }

    static Stream<HouseRule> holds() {
        return HouseRules.below(House.ROOT).stream();
    }

    @Test
    void everyPackageOfTheHouseHasClassesUnlessItIsAwaited() {
        Set<String> missing = new TreeSet<>(House.PACKAGES);
        missing.removeAll(House.AWAITED);
        missing.removeAll(present());
        assertThat(missing)
                .as("packages in House.PACKAGES without a class; rules about them would look at nothing")
                .isEmpty();
    }

    @Test
    void noAwaitedPackageHasArrived() {
        Set<String> arrived = new TreeSet<>(House.AWAITED);
        arrived.retainAll(present());
        assertThat(arrived)
                .as("packages that exist now: take them out of House.AWAITED")
                .isEmpty();
    }

    @Test
    void rulesSpeakOnlyOfPackagesOfTheHouse() {
        assertThat(House.PACKAGES).containsAll(House.AWAITED);
        assertThat(HouseRules.below(House.ROOT))
                .allSatisfy(rule -> assertThat(House.PACKAGES).containsAll(rule.subjects()));
    }

    private static Set<String> present() {
        return PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(House.ROOT + "."))
                .map(name -> name.substring(House.ROOT.length() + 1))
                .collect(Collectors.toSet());
    }
}
