package io.changeover.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * One rule of the house.
 *
 * @param name a short claim, unique in the list; planted violations refer to it
 * @param subjects the packages that the rule speaks of, relative to the root; empty for a rule about all classes
 */
record HouseRule(String name, Set<String> subjects, ArchRule rule) {
    HouseRule {
        subjects = Set.copyOf(subjects);
    }

    /** The rule, which fails when it finds nothing to look at, unless all of its subjects are still awaited. */
    ArchRule against(Set<String> awaited) {
        boolean idle = !subjects.isEmpty() && awaited.containsAll(subjects);
        return rule.as(name).allowEmptyShould(idle);
    }

    @Override
    public String toString() {
        return name;
    }
}
