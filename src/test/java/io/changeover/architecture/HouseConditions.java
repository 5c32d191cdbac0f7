package io.changeover.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the rules say that ArchUnit has no words for. Method references count as calls. */
final class HouseConditions {
    private static final Set<String> ROOMS = Set.of(
            "domain",
            "application",
            "runbook",
            "persistence",
            "notify",
            "observe",
            "schedule",
            "planfile",
            "api",
            "dashboard",
            "report",
            "cli",
            "demo",
            "config");
    private static final Set<String> INJECTIONS = Set.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.annotation.Resource",
            "jakarta.inject.Inject");
    private static final String USER_TASKS = "org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior";

    private static final Set<String> DELEGATES = Set.of(
            "org.camunda.bpm.engine.delegate.JavaDelegate",
            "org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior");

    private final House house;

    HouseConditions(House house) {
        this.house = house;
    }

    ArchCondition<JavaClass> haveAKnownRoom() {
        return condition("have a known room", (type, events) -> {
            String room = house.room(type);
            boolean atRoot =
                    type.getName().equals(house.name("Main")) || type.getName().startsWith(house.name("Main$"));
            boolean known = atRoot || ROOMS.contains(room) || room.startsWith("connector.");
            events.add(new SimpleConditionEvent(
                    type, known, "Class <" + type.getName() + "> is in a package that no rule of the house speaks of"));
        });
    }

    /** Of the house, nothing but these packages and its own room. */
    ArchCondition<JavaClass> useOnly(String... allowed) {
        return dependencies("use only its own and " + List.of(allowed), use -> {
            JavaClass target = use.getTargetClass();
            if (!house.owns(target) || house.room(target).equals(house.room(use.getOriginClass()))) {
                return true;
            }
            return List.of(allowed).stream().anyMatch(name -> house.isIn(target, name));
        });
    }

    /** None of these packages but its own and those excepted,. */
    ArchCondition<JavaClass> useNoneOf(Collection<String> packages, Set<String> excepted) {
        return dependencies("use no other adapter", use -> {
            JavaClass target = use.getTargetClass();
            return packages.stream()
                    .filter(name -> !excepted.contains(name))
                    .filter(name -> !house.isIn(use.getOriginClass(), name))
                    .noneMatch(name -> house.isIn(target, name));
        });
    }

    ArchCondition<JavaClass> leaveConnectorsAlone() {
        return dependencies(
                "know no connector",
                use -> !house.isConnector(use.getTargetClass())
                        || house.isConnector(use.getOriginClass())
                        || house.isIn(use.getOriginClass(), "config")
                        || house.isIn(use.getOriginClass(), "demo"));
    }

    ArchCondition<JavaClass> askTheSystemForTheTime() {
        return accesses("ask the system for the time", HouseConditions::readsTheSystemsTime);
    }

    ArchCondition<JavaClass> sleep() {
        return accesses("sleep", HouseConditions::sleeps);
    }

    ArchCondition<JavaClass> print() {
        return accesses("print", HouseConditions::prints);
    }

    /** At most one call that sleeps in all classes together. */
    ArchCondition<JavaClass> sleepOnceInAll() {
        return new ArchCondition<>("sleep in one place") {
            private final List<JavaAccess<?>> places = new ArrayList<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(HouseConditions::sleeps)
                        .forEach(places::add);
            }

            @Override
            public void finish(ConditionEvents events) {
                boolean one = places.size() <= 1;
                places.forEach(place -> events.add(new SimpleConditionEvent(place, one, place.getDescription())));
                places.clear();
            }
        };
    }

    ArchCondition<JavaField> notBeInjected() {
        return new ArchCondition<>("not be injected") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean injected = INJECTIONS.stream()
                        .anyMatch(name -> field.isAnnotatedWith(name) || field.isMetaAnnotatedWith(name));
                events.add(new SimpleConditionEvent(
                        field,
                        !injected,
                        "Field <" + field.getFullName() + "> is injected; hand it to the constructor"));
            }
        };
    }

    DescribedPredicate<JavaClass> areConnectors() {
        return DescribedPredicate.describe("are connectors", house::isConnector);
    }

    DescribedPredicate<JavaClass> areDelegates() {
        return DescribedPredicate.describe(
                "are delegates",
                type -> !type.isInterface()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                        // What stands behind the engine's own user tasks is named by no diagram.
                        && !type.isAssignableTo(USER_TASKS)
                        // What stands in for steps on the engine of a trial is no bean that a run could reach.
                        && !house.isIn(type, "runbook.trial")
                        && DELEGATES.stream().anyMatch(type::isAssignableTo));
    }

    DescribedPredicate<JavaClass> areControllers() {
        return DescribedPredicate.describe(
                "are controllers",
                type -> type.getSimpleName().endsWith("Controller")
                        || type.isMetaAnnotatedWith("org.springframework.stereotype.Controller")
                        || type.isAnnotatedWith("org.springframework.stereotype.Controller"));
    }

    /** Classes by the room they are in; those at the root, which open the doors, belong to none. */
    SliceAssignment rooms() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String room = house.room(type);
                return room.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(room);
            }

            @Override
            public String getDescription() {
                return "rooms of the house";
            }
        };
    }

    private static boolean readsTheSystemsTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return (owner.startsWith("java.time.") && name.equals("now") && !givesClock(access))
                || (owner.equals("java.time.Clock") && name.startsWith("system"))
                || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                || (owner.equals("java.util.Date") && access.getDescription().contains("java.util.Date.<init>()"));
    }

    private static boolean givesClock(JavaAccess<?> access) {
        return access.getTarget().getFullName().contains("java.time.Clock");
    }

    private static boolean sleeps(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return (owner.equals("java.lang.Thread") || owner.equals("java.util.concurrent.TimeUnit"))
                && name.equals("sleep");
    }

    private static boolean prints(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return (owner.equals("java.lang.System") && (name.equals("out") || name.equals("err")))
                || (name.equals("printStackTrace")
                        && access.getTarget().getFullName().endsWith("()")
                        && access.getTargetOwner().isAssignableTo(Throwable.class));
    }

    private static ArchCondition<JavaClass> dependencies(String description, Predicate<Dependency> lawful) {
        return condition(
                description,
                (type, events) -> type.getDirectDependenciesFromSelf()
                        .forEach(use ->
                                events.add(new SimpleConditionEvent(use, lawful.test(use), use.getDescription()))));
    }

    private static ArchCondition<JavaClass> accesses(String description, Predicate<JavaAccess<?>> wanted) {
        return condition(
                description,
                (type, events) -> type.getAccessesFromSelf()
                        .forEach(access -> events.add(
                                new SimpleConditionEvent(access, wanted.test(access), access.getDescription()))));
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.check(type, events);
            }
        };
    }

    private interface Check {
        void check(JavaClass type, ConditionEvents events);
    }
}
