package io.changeover.planfile;

import static io.changeover.planfile.Shape.Property.optional;
import static io.changeover.planfile.Shape.Property.required;

import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.domain.plan.HookPoint;
import io.changeover.domain.plan.HookPolicy;
import io.changeover.planfile.Shape.Connected;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The shape of a hook. It need not name its connector. */
final class HookShape {
    private HookShape() {}

    static Property[] keys() {
        Value points = Value.of(Type.TEXT)
                .oneOf(Stream.of(HookPoint.values()).map(HookPoint::wireName).toList());
        Value policies = Value.of(Type.TEXT)
                .oneOf(Stream.of(HookPolicy.values()).map(HookPolicy::wireName).toList());
        return new Property[] {
            required("name", PlanShape.member(), "The hook's name; unique among the hooks."),
            required("at", points, "When it is called."),
            optional("group", PlanShape.member(), "The group around whose stop or start it is called."),
            optional("policy", policies, HookPolicy.STOP.wireName(), "What follows when it fails."),
            optional(Connected.HOST, PlanShape.name(), "The host for both sites, of whichever site or of none.")
        };
    }

    /** Of a member that must name its connector, one that need not. */
    static Structure of(Structure connected, String usual) {
        Map<String, List<Field>> fields = connected.connected().orElseThrow().fields();
        List<Property> all = new ArrayList<>(connected.properties());
        all.replaceAll(property -> property.name().equals(Connected.CONNECTOR)
                ? optional(property.name(), property.shape(), usual, property.description())
                : property);
        return new Structure(
                List.copyOf(all), Optional.of(new Connected(fields, Optional.of(usual), Optional.empty())));
    }
}
