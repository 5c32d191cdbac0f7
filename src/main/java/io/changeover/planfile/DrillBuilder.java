package io.changeover.planfile;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Drill;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.site.SiteId;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Connected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what a plan says of drills from parts in which no mistake was found. */
final class DrillBuilder {
    private final Mapping root;
    private final Members members;
    private final PlanBuilder plan;

    DrillBuilder(Mapping root, Members members, PlanBuilder plan) {
        this.root = root;
        this.members = members;
        this.plan = plan;
    }

    Drill drill() {
        Mapping written = root.mapping(Connected.DRILL).orElse(new Mapping(root.place(), Map.of()));
        return new Drill(
                Plain.duration(written, "limit", DrillShape.LIMIT),
                Plain.duration(written, "every", DrillShape.EVERY),
                written.text("folder").map(Text::value),
                drilled(Kind.INSTANCE, members.instances()),
                drilled(Kind.DATASET, root.mappings("datasets")));
    }

    private Map<String, Drill.Member> drilled(Kind kind, List<Mapping> all) {
        Map<String, Drill.Member> drilled = new LinkedHashMap<>();
        for (Mapping member : all) {
            members.drill(kind, member).ifPresent(drill -> {
                List<Check> checks = kind == Kind.INSTANCE ? plan.checks(drill) : List.of();
                Map<SiteId, Placement> places =
                        plan.placements(kind, member, site -> members.drillSettings(kind, member, site));
                drilled.put(Plain.text(member, "name"), new Drill.Member(places, checks));
            });
        }
        return drilled;
    }
}
