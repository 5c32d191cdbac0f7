package io.changeover.planfile;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Shape.Connected;
import java.util.List;

/** What a plan must have for a failover that begins by itself. */
final class TriggerRules {
    private final Mapping root;
    private final Members members;
    private final Problems problems;

    TriggerRules(Mapping root, Members members, Problems problems) {
        this.root = root;
        this.members = members;
        this.problems = problems;
    }

    void check() {
        root.mapping(WatchShape.TRIGGER)
                .ifPresent(trigger -> trigger.text("mode")
                        .ifPresent(mode -> TriggerRule.Mode.ofWire(mode.value())
                                .filter(wanted -> wanted != TriggerRule.Mode.MANUAL)
                                .ifPresent(wanted -> check(wanted, mode.place()))));
    }

    private void check(TriggerRule.Mode mode, Place place) {
        if (root.mappings("witnesses").isEmpty()) {
            problems.add(
                    place,
                    "a trigger that is %s needs a witness: the server's word alone does not tell a dead site from a cut line"
                            .formatted(mode.wireName()));
        }
        if (mode == TriggerRule.Mode.AUTOMATIC) {
            members.sites().stream()
                    .filter(site -> own(site).isEmpty())
                    .forEach(site -> problems.add(
                            place,
                            "a trigger that is automatic needs fencing that needs no person, found none for '%s'"
                                    .formatted(site)));
        }
    }

    /** A verified stop asks the lost site itself. */
    private List<Mapping> own(String site) {
        return root.mappings("fencing").stream()
                .filter(method -> !FencingMethod.VERIFIED_STOP.equals(method.value(Connected.CONNECTOR)))
                .filter(method -> members.sites(Kind.FENCING, method).contains(site))
                .toList();
    }
}
