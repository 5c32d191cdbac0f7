package io.changeover.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All rules of the house in one list, made for any root so that planted violations are judged by the very same. */
final class HouseRules {
    /** What stands at the edge of the house. None of these knows another one. */
    static final List<String> ADAPTERS = List.of(
            "api",
            "dashboard",
            "persistence",
            "schedule",
            "runbook",
            "connector.runtime",
            "report",
            "planfile",
            "notify",
            "observe");

    private final House house;
    private final HouseConditions conditions;

    private HouseRules(House house) {
        this.house = house;
        this.conditions = new HouseConditions(house);
    }

    /** Every rule, for the packages below this root. */
    static List<HouseRule> below(String root) {
        HouseRules rules = new HouseRules(new House(root));
        List<HouseRule> all = new ArrayList<>();
        all.addAll(rules.layers());
        all.addAll(rules.adapters());
        all.addAll(rules.technologies());
        all.addAll(rules.habits());
        all.addAll(rules.visibility());
        return List.copyOf(all);
    }

    private List<HouseRule> layers() {
        return List.of(
                new HouseRule(
                        "every class has a known room", Set.of(), classes().should(conditions.haveAKnownRoom())),
                new HouseRule(
                        "the SPI uses only the JDK",
                        Set.of("connector.spi"),
                        onlyDepend("connector.spi", "java..", "org.jspecify..", tree("connector.spi"))),
                new HouseRule(
                        "the domain uses only the JDK and the SPI",
                        Set.of(
                                "domain.site",
                                "domain.plan",
                                "domain.replication",
                                "domain.run",
                                "domain.watch",
                                "domain.audit"),
                        onlyDepend("domain", "java..", "org.jspecify..", tree("domain"), tree("connector.spi"))),
                new HouseRule(
                        "connectors use the SPI and no one else of the house",
                        connectors(),
                        classes().that(conditions.areConnectors()).should(conditions.useOnly("connector.spi"))),
                new HouseRule(
                        "connectors do without Spring and the engine",
                        connectors(),
                        noClasses()
                                .that(conditions.areConnectors())
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("org.springframework..", "org.camunda..")),
                new HouseRule(
                        "the application uses the domain, its ports and the SPI",
                        Set.of("application"),
                        classes()
                                .that()
                                .resideInAPackage(tree("application"))
                                .should(conditions.useOnly("domain", "connector.spi"))),
                new HouseRule(
                        "the API model is plain data",
                        Set.of("api.model"),
                        onlyDepend(
                                "api.model",
                                "java..",
                                "org.jspecify..",
                                "com.fasterxml.jackson.annotation..",
                                "io.swagger.v3.oas.annotations..",
                                tree("api.model"))),
                new HouseRule(
                        "the command line knows the API model only",
                        Set.of("cli"),
                        onlyDepend(
                                "cli",
                                "java..",
                                "javax.net..",
                                "org.jspecify..",
                                "picocli..",
                                "com.fasterxml.jackson..",
                                tree("api.model"),
                                tree("cli"))),
                new HouseRule(
                        "rooms form no cycles",
                        Set.of(),
                        SlicesRuleDefinition.slices()
                                .assignedFrom(conditions.rooms())
                                .should()
                                .beFreeOfCycles()));
    }

    private List<HouseRule> adapters() {
        List<HouseRule> rules = new ArrayList<>();
        for (String adapter : ADAPTERS) {
            boolean shows = adapter.equals("api") || adapter.equals("dashboard");
            rules.add(new HouseRule(
                    adapter + " uses no other adapter",
                    adapter.equals("runbook") ? runbooks() : Set.of(adapter),
                    classes()
                            .that()
                            .resideInAPackage(tree(adapter))
                            .should(conditions.useNoneOf(ADAPTERS, shows ? Set.of("report") : Set.of()))));
        }
        rules.add(new HouseRule(
                "only config and demo know a connector",
                Set.of(),
                classes().should(conditions.leaveConnectorsAlone())));
        return List.copyOf(rules);
    }

    private List<HouseRule> technologies() {
        return List.of(
                new HouseRule(
                        "only runbook and config use the engine",
                        Set.of(),
                        onlyIn(List.of("org.camunda.."), "runbook", "config")),
                new HouseRule(
                        "only the SSH connector uses JSch", Set.of(), onlyIn(List.of("com.jcraft.."), "connector.ssh")),
                new HouseRule(
                        "only DNS and the checks use dnsjava",
                        Set.of(),
                        onlyIn(List.of("org.xbill.."), "connector.dns", "connector.check")),
                new HouseRule(
                        "only notify sends mail",
                        Set.of(),
                        onlyIn(List.of("jakarta.mail..", "org.eclipse.angus.."), "notify")),
                new HouseRule(
                        "only observe and config measure",
                        Set.of(),
                        onlyIn(List.of("io.micrometer..", "io.prometheus.."), "observe", "config")),
                new HouseRule(
                        "only the stores, PostgreSQL, config and demo use JDBC",
                        Set.of(),
                        onlyIn(
                                List.of(
                                        "java.sql..",
                                        "javax.sql..",
                                        "org.springframework.jdbc..",
                                        "org.postgresql..",
                                        "org.h2..",
                                        "com.zaxxer.hikari.."),
                                "persistence",
                                "connector.postgresql",
                                "config",
                                "demo")),
                new HouseRule(
                        "nobody uses java.util.logging",
                        Set.of(),
                        noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..")));
    }

    private List<HouseRule> habits() {
        return List.of(
                new HouseRule("nothing is injected into fields", Set.of(), fields().should(conditions.notBeInjected())),
                new HouseRule(
                        "the time comes from the clock",
                        Set.of(),
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(house.trees("cli", "demo", "config"))
                                .should(conditions.askTheSystemForTheTime())),
                new HouseRule(
                        "only the runtime, cli and demo sleep",
                        Set.of(),
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(house.trees("cli", "demo", "connector.runtime"))
                                .should(conditions.sleep())),
                new HouseRule(
                        "the runtime sleeps in one place",
                        Set.of("connector.runtime"),
                        classes()
                                .that()
                                .resideInAPackage(tree("connector.runtime"))
                                .should(conditions.sleepOnceInAll())),
                new HouseRule(
                        "only cli, demo and Main print",
                        Set.of(),
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(house.trees("cli", "demo"))
                                .and()
                                .doNotHaveFullyQualifiedName(house.name("Main"))
                                .should(conditions.print())));
    }

    private List<HouseRule> visibility() {
        return List.of(
                new HouseRule(
                        "delegates live in runbook.delegate",
                        Set.of("runbook.delegate"),
                        classes()
                                .that(conditions.areDelegates())
                                .should()
                                .resideInAPackage(house.name("runbook.delegate"))),
                new HouseRule(
                        "delegates are package-private",
                        Set.of("runbook.delegate"),
                        classes().that(conditions.areDelegates()).should().notBePublic()),
                new HouseRule(
                        "controllers are package-private",
                        Set.of("api"),
                        classes().that(conditions.areControllers()).should().notBePublic()),
                new HouseRule(
                        "JDBC stores are package-private",
                        Set.of("persistence"),
                        classes()
                                .that()
                                .haveSimpleNameStartingWith("Jdbc")
                                .should()
                                .notHaveModifier(JavaModifier.PUBLIC)));
    }

    private ArchRule onlyDepend(String subject, String... packages) {
        return classes()
                .that()
                .resideInAPackage(tree(subject))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private ArchRule onlyIn(List<String> technology, String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(house.trees(rooms))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology.toArray(String[]::new));
    }

    private String tree(String relative) {
        return house.trees(relative)[0];
    }

    private static Set<String> connectors() {
        return House.PACKAGES.stream()
                .filter(name -> name.startsWith("connector."))
                .filter(name -> !name.equals("connector.spi") && !name.equals("connector.runtime"))
                .collect(Collectors.toSet());
    }

    private static Set<String> runbooks() {
        return Set.of("runbook.delegate", "runbook.step", "runbook.deploy", "runbook.lint");
    }
}
