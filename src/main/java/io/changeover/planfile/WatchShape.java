package io.changeover.planfile;

import static io.changeover.planfile.Shape.Property.optional;

import io.changeover.connector.spi.Field.Type;
import io.changeover.domain.plan.TriggerRule;
import io.changeover.domain.plan.WatchRule;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;

/** The parts of a plan file that say how it is watched, and what follows from it: their shapes and what they mean. */
final class WatchShape {
    static final String TRIGGER = "trigger";

    private WatchShape() {}

    static Structure watch() {
        WatchRule usual = WatchRule.DEFAULT;
        return Structure.of(
                optional("every", PlanShape.span(), usual.every().toSeconds() + "s", "The time between two looks."),
                optional(
                        "grace",
                        PlanShape.span(),
                        usual.grace().toMinutes() + "m",
                        "How long no site may be active, or a lag be unknown, before that counts."),
                optional(
                        "keep",
                        PlanShape.span(),
                        usual.keep().toDays() + "d",
                        "How long the series of lags and the cleared alarms are kept."));
    }

    static Structure trigger() {
        TriggerRule usual = TriggerRule.DEFAULT;
        return Structure.of(
                optional(
                        "mode",
                        Value.of(Type.TEXT).oneOf(TriggerRule.Mode.wireNames()),
                        usual.mode().wireName(),
                        "Who begins a failover: a person, or the product as far as the approval, or all of it."),
                optional(
                        "misses",
                        Value.of(Type.INTEGER).atLeast(1),
                        String.valueOf(usual.misses()),
                        "How many looks in a row must have missed the active site, from every vantage point."),
                optional(
                        "every",
                        PlanShape.span(),
                        usual.every().toSeconds() + "s",
                        "The time between two of these looks."));
    }

    static WatchRule watch(Mapping watch) {
        WatchRule usual = WatchRule.DEFAULT;
        return new WatchRule(
                Plain.duration(watch, "every", usual.every().toSeconds() + "s"),
                Plain.duration(watch, "grace", usual.grace().toSeconds() + "s"),
                Plain.duration(watch, "keep", usual.keep().toDays() + "d"));
    }

    static TriggerRule trigger(Mapping trigger) {
        TriggerRule usual = TriggerRule.DEFAULT;
        return new TriggerRule(
                trigger.text("mode")
                        .flatMap(mode -> TriggerRule.Mode.ofWire(mode.value()))
                        .orElse(usual.mode()),
                Plain.number(trigger, "misses", usual.misses()),
                Plain.duration(trigger, "every", usual.every().toSeconds() + "s"));
    }
}
