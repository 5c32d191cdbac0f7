package io.changeover.planfile;

import static io.changeover.planfile.Shape.Property.optional;
import static io.changeover.planfile.Shape.Property.required;

import io.changeover.connector.spi.Field.Type;
import io.changeover.domain.plan.FencingMethod;
import io.changeover.planfile.Shape.Connected;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;

/** The shape of a fencing method. */
final class FencingShape {
    /** The key among the approvals that says who may state that a source takes no writes. */
    static final String STATEMENT = "statement";

    static final String WITHIN = FencingMethod.USUAL.toSeconds() + "s";

    static final String METHODS = "Ways to make sure that a site takes no more writes, tried in this order.";

    private FencingShape() {}

    static Property statement(Structure rule) {
        return optional(STATEMENT, rule, "Who may state that a source takes no writes, where nothing proves it.");
    }

    static Property[] keys() {
        return new Property[] {
            required("name", PlanShape.member(), "The method's name; unique among the fencing methods."),
            optional(
                    "required",
                    Value.of(Type.FLAG),
                    "false",
                    "Whether a site counts as fenced only with this method's evidence, whatever others have."),
            optional("within", PlanShape.span(), WITHIN, "How long the method is tried before the next one is."),
            optional(Connected.HOST, PlanShape.name(), "The host for both sites, of whichever site or of none.")
        };
    }
}
