package io.changeover.planfile;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.Witness;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Shape.Connected;

/** What must hold for the witnesses of a plan, beyond what holds for every member. */
final class WitnessRules {
    private static final String URL = "url";

    private final Members members;
    private final Problems problems;

    WitnessRules(Members members, Problems problems) {
        this.members = members;
        this.problems = problems;
    }

    void check(Mapping witness) {
        witness.text("name")
                .filter(name -> name.value().equals(Witness.SERVER))
                .ifPresent(name -> problems.add(
                        name.place(), "a witness cannot be named 'server': that is the server's own vantage point"));
        if (!Connected.OF_WITNESSES.equals(Members.connector(Kind.VANTAGE, witness))) {
            return;
        }
        boolean hosted = members.sites().stream().anyMatch(site -> members.host(Kind.VANTAGE, witness, site) != null);
        boolean linked = members.sites().stream()
                .anyMatch(site -> members.settings(Kind.VANTAGE, witness, site).containsKey(URL));
        if (hosted == linked) {
            problems.add(
                    witness.place(),
                    "%s needs 'host' or '%s', and not both".formatted(MemberRules.words(Kind.VANTAGE, witness), URL));
        }
        witness.text(Connected.HOST)
                .ifPresent(host -> members.host(host.value())
                        .flatMap(found -> found.text("site"))
                        .ifPresent(site -> problems.add(
                                host.place(),
                                "host %s stands in site %s; a witness stands in neither site"
                                        .formatted(host.words(), site.words()))));
    }
}
