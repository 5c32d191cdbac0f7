package io.changeover.planfile;

import io.changeover.connector.spi.Kind;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Connected;
import java.util.Optional;

/** What must hold for the host of a member at each site. */
final class HostRules {
    private final Members members;
    private final Problems problems;

    HostRules(Members members, Problems problems) {
        this.members = members;
        this.problems = problems;
    }

    /** Whether the member has a known host there that may be there, or needs none. */
    boolean placed(Kind kind, Mapping member, String site) {
        boolean owned = kind == Kind.DATASET
                && (member.has("instance") || members.owner(member).isPresent());
        Text host = members.host(kind, member, site);
        if (owned) {
            return host != null;
        }
        if (host == null) {
            missing(kind, member, site);
            return false;
        }
        return known(host) && fits(kind, member, host, site);
    }

    private void missing(Kind kind, Mapping member, String site) {
        if (!Members.mayShareHost(kind)
                && members.sites().size() == 2
                && member.mapping(site).map(at -> !at.has(Connected.HOST)).orElse(!member.has(site))) {
            problems.add(
                    member.place(),
                    "%s has no host at site '%s'; give one with '%s: { host: … }'"
                            .formatted(MemberRules.words(kind, member), site, site));
        }
    }

    private boolean known(Text host) {
        if (members.host(host.value()).isEmpty() && !members.hosts().contains(host.value())) {
            problems.add(
                    host.place(),
                    "unknown host %s%s".formatted(host.words(), Nearest.hint(host.value(), members.hosts())));
        }
        return members.host(host.value()).isPresent();
    }

    /** A host for both sites may stand anywhere; one for a site stands in that site, unless it fences the site. */
    private boolean fits(Kind kind, Mapping member, Text host, String site) {
        boolean common = Members.commonHost(kind, member).filter(host::equals).isPresent();
        Optional<Mapping> found = members.host(host.value());
        if (common || kind == Kind.FENCING || found.isEmpty()) {
            return found.isPresent();
        }
        String stands = found.get().value("site");
        if (stands != null && !stands.equals(site)) {
            problems.add(
                    host.place(), "host %s stands in site '%s', not in '%s'".formatted(host.words(), stands, site));
            return false;
        }
        if (!found.get().has("site") && !Members.mayShareHost(kind)) {
            problems.add(
                    host.place(),
                    "host %s stands in no site; %s needs one in '%s'"
                            .formatted(host.words(), MemberRules.words(kind, member), site));
            return false;
        }
        return true;
    }
}
