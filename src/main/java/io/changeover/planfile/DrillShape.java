package io.changeover.planfile;

import static io.changeover.planfile.Shape.Property.optional;

import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.Drill;
import io.changeover.planfile.Shape.Choice;
import io.changeover.planfile.Shape.Listing;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;
import java.util.Optional;

/** The shape of what a plan says of drills: for itself, and for its members. */
final class DrillShape {
    static final String LIMIT = Drill.NONE.limit().toHours() + "h";
    static final String EVERY = Drill.NONE.every().toDays() + "d";

    private DrillShape() {}

    /** What holds for every drill of the plan. */
    static Structure plan() {
        return Structure.of(
                optional("limit", PlanShape.span(), LIMIT, "After which a drill that is held open ends by itself."),
                optional("every", PlanShape.span(), EVERY, "After which the next drill is overdue."),
                optional("folder", Value.of(Type.TEXT), "A folder on the hosts, told to commands of a drill."));
    }

    /** What a member has under {@code drill} beside settings; empty where it cannot be drilled. */
    static Optional<Structure> of(Kind kind, Choice check) {
        return switch (kind) {
            case INSTANCE ->
                Optional.of(Structure.of(
                        optional("check", check, "How to tell that it works in a drill."),
                        optional("checks", new Listing(check, 1), "Several ways to tell; all must say yes.")));
            case DATASET -> Optional.of(Structure.of());
            default -> Optional.empty();
        };
    }
}
