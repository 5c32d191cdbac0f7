package io.changeover.planfile;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Connected;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for the fencing methods of a plan, beyond what holds for every member. When a site is lost its own hosts
 * are, so a site that is fenced by nothing but them is not fenced.
 */
final class FencingRules {
    /** Connectors that run commands, and so cannot do without a host. */
    private static final Set<String> ON_A_HOST = Set.of("command", "nftables");

    private final Members members;
    private final Problems problems;

    FencingRules(Members members, Problems problems) {
        this.members = members;
        this.problems = problems;
    }

    void check(List<Mapping> methods, MemberRules each) {
        for (Mapping method : methods) {
            each.check(Kind.FENCING, method);
            placed(method);
        }
        members.sites().forEach(site -> independent(methods, site));
    }

    private void placed(Mapping method) {
        String connector = method.value(Connected.CONNECTOR);
        if (connector == null || !ON_A_HOST.contains(connector)) {
            return;
        }
        for (String site : members.sites(Kind.FENCING, method)) {
            if (members.host(Kind.FENCING, method, site) == null) {
                problems.add(
                        method.place(),
                        "%s has no host to fence '%s' from; give one with 'host: …' or under the site's name"
                                .formatted(MemberRules.words(Kind.FENCING, method), site));
            }
        }
    }

    private void independent(List<Mapping> methods, String site) {
        List<Mapping> own = methods.stream()
                .filter(method -> !FencingMethod.VERIFIED_STOP.equals(method.value(Connected.CONNECTOR)))
                .filter(method -> members.sites(Kind.FENCING, method).contains(site))
                .toList();
        if (!own.isEmpty() && own.stream().allMatch(method -> dependsOn(site, method))) {
            problems.add(
                    own.get(0).place(),
                    "every method that fences '%s' runs on a host of '%s' and is lost with it; give one a host of another site or of none"
                            .formatted(site, site));
        }
    }

    /** Whether the method is lost with the site: it runs there, or the way to its host leads through it. */
    private boolean dependsOn(String site, Mapping method) {
        Text host = members.host(Kind.FENCING, method, site);
        Set<String> seen = new HashSet<>();
        @Nullable String name = host == null ? null : host.value();
        while (name != null && seen.add(name)) {
            Optional<Mapping> found = members.host(name);
            if (found.filter(one -> site.equals(one.value("site"))).isPresent()) {
                return true;
            }
            name = found.flatMap(one -> one.mapping("ssh"))
                    .map(ssh -> ssh.value("jump"))
                    .orElse(null);
        }
        return false;
    }
}
