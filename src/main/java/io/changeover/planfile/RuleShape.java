package io.changeover.planfile;

import static io.changeover.planfile.Shape.Property.optional;
import static io.changeover.planfile.Shape.Property.required;

import io.changeover.connector.spi.Field.Type;
import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.run.RunType;
import io.changeover.planfile.Shape.Form;
import io.changeover.planfile.Shape.Listing;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shape of the rules by which a plan's runs go: who approves, when they begin, how much they do at once. */
final class RuleShape {
    private static final Form TIME = new Form(Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]"), "a time such as 01:30");

    private RuleShape() {}

    static Structure approvals() {
        Stream<Property> runs = Arrays.stream(RunType.values())
                .map(type -> optional(type.wireName(), approval(), "Who must approve a " + type.wireName() + "."));
        return Structure.of(
                Stream.concat(runs, Stream.of(FencingShape.statement(Structure.of(group(), notRequester()))))
                        .toArray(Property[]::new));
    }

    private static Structure approval() {
        return Structure.of(
                group(),
                optional(
                        "of",
                        Value.of(Type.INTEGER).atLeast(1),
                        String.valueOf(ApprovalRule.DEFAULT.of()),
                        "How many different people of the group must approve; one who declines ends it."),
                notRequester());
    }

    private static Property group() {
        return optional("group", PlanShape.member(), ApprovalRule.DEFAULT.group(), "Whose members may decide.");
    }

    private static Property notRequester() {
        return optional(
                "notRequester",
                Value.of(Type.FLAG),
                "true",
                "Whether the person who asked for the run may not decide on it.");
    }

    static Structure window() {
        Value time = Value.of(Type.TEXT).as(TIME);
        return Structure.of(
                required("zone", Value.of(Type.TEXT), "The time zone, such as Europe/Berlin."),
                required(
                        "days",
                        new Listing(Value.of(Type.TEXT).oneOf(PlanShape.DAYS), 1),
                        "The days on which the window begins."),
                required("from", time, "When it begins."),
                required("to", time, "When it ends; a time not after its beginning is on the next day."));
    }

    static Structure limits() {
        Limits usual = Limits.DEFAULT;
        Value count = Value.of(Type.INTEGER).atLeast(1);
        return Structure.of(
                optional("parallel", count, String.valueOf(usual.parallel()), "Operations at the same time."),
                optional("perHost", count, String.valueOf(usual.perHost()), "Operations on one host at the same time."),
                optional(
                        "operation",
                        PlanShape.span(),
                        usual.operation().toMinutes() + "m",
                        "How long one operation is tried, retries included."),
                optional(
                        "clockSkew",
                        PlanShape.span(),
                        usual.clockSkew().toSeconds() + "s",
                        "How far the clocks of hosts may be from the server's, and those of the sites from each other."),
                optional(
                        "evidence",
                        PlanShape.span(),
                        usual.evidence().toSeconds() + "s",
                        "How long one look at a site that may be lost takes."));
    }
}
