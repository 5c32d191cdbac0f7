package io.changeover.planfile;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.HookPoint;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What must hold for the hooks of a plan, beyond what holds for every member. */
final class HookRules {
    private final Members members;
    private final Problems problems;

    HookRules(Members members, Problems problems) {
        this.members = members;
        this.problems = problems;
    }

    void check(Mapping hook) {
        if (members.sites().size() == 2 && members.sites(Kind.HOOK, hook).isEmpty()) {
            problems.add(
                    hook.place(),
                    "%s has no host; give one with 'host: …' or under a site's name"
                            .formatted(MemberRules.words(Kind.HOOK, hook)));
        }
        hook.text("group").ifPresent(group -> {
            known(group);
            fitting(hook, group);
        });
    }

    private void known(Text group) {
        List<String> groups = members.groups().stream()
                .map(one -> one.value("name"))
                .filter(Objects::nonNull)
                .toList();
        if (!groups.contains(group.value())) {
            problems.add(
                    group.place(), "unknown group %s%s".formatted(group.words(), Nearest.hint(group.value(), groups)));
        }
    }

    private void fitting(Mapping hook, Text group) {
        String at = hook.value("at");
        Arrays.stream(HookPoint.values())
                .filter(point -> point.wireName().equals(at) && !point.ofGroups())
                .findFirst()
                .ifPresent(point -> problems.add(
                        group.place(),
                        "a hook at '%s' comes once and not for each group; only these have a group: %s"
                                .formatted(at, ofGroups())));
    }

    private static String ofGroups() {
        return Arrays.stream(HookPoint.values())
                .filter(HookPoint::ofGroups)
                .map(HookPoint::wireName)
                .collect(Collectors.joining(", "));
    }
}
