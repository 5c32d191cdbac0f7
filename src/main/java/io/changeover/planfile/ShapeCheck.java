package io.changeover.planfile;

import io.changeover.connector.spi.Field;
import io.changeover.planfile.Part.Entry;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Sequence;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Choice;
import io.changeover.planfile.Shape.Connected;
import io.changeover.planfile.Shape.Form;
import io.changeover.planfile.Shape.Listing;
import io.changeover.planfile.Shape.Named;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the parts of a plan file against their shapes, and goes on after every mistake. */
final class ShapeCheck {
    private final Problems problems;
    private final Collection<String> sites;
    private final ValueCheck values;

    /**
     * A check for a plan with these sites.
     *
     * @param sites the names under which a member may have settings of its own
     */
    ShapeCheck(Problems problems, Collection<String> sites) {
        this.problems = problems;
        this.sites = sites;
        this.values = new ValueCheck(problems);
    }

    void check(Shape shape, Part part) {
        if (shape instanceof Value value) {
            values.check(value, part);
        } else if (shape instanceof Listing listing) {
            listing(listing, part);
        } else if (!(part instanceof Mapping mapping)) {
            String hint = part instanceof Text text && text.absent() ? "; write {} for an empty one" : "";
            problems.add(part.place(), "a map is wanted, found " + part.words() + hint);
        } else if (shape instanceof Named named) {
            named(named, mapping);
        } else if (shape instanceof Choice choice) {
            choice(choice, mapping);
        } else if (shape instanceof Structure structure) {
            structure(structure, mapping);
        }
    }

    private void listing(Listing listing, Part part) {
        if (!(part instanceof Sequence sequence)) {
            problems.add(part.place(), "a list is wanted, found " + part.words());
            return;
        }
        if (sequence.items().size() < listing.least()) {
            problems.add(part.place(), "at least one entry is wanted, found an empty list");
        }
        sequence.items().forEach(item -> check(listing.item(), item));
    }

    private void named(Named named, Mapping mapping) {
        int count = mapping.entries().size();
        if (count < named.least() || count > named.most()) {
            String wanted = named.least() == named.most() ? "exactly" : "at least";
            problems.add(
                    mapping.place(),
                    "%s %d %s%s wanted, found %d"
                            .formatted(
                                    wanted, named.least(), named.what(), named.least() == 1 ? " is" : "s are", count));
        }
        Form key = named.key();
        for (Entry entry : mapping.all()) {
            if (!key.pattern().matcher(entry.key()).matches()) {
                problems.add(
                        entry.place(),
                        "'%s' is no name for a %s: %s".formatted(entry.key(), named.what(), key.words()));
            }
            check(named.value(), entry.value());
        }
    }

    private void choice(Choice choice, Mapping mapping) {
        List<String> named = chosen(choice.byKey(), mapping);
        if (named.size() == 1) {
            structure(Objects.requireNonNull(choice.byKey().get(named.get(0))), mapping);
        } else if (named.isEmpty()) {
            String found = mapping.entries().isEmpty()
                    ? ""
                    : mapping.entries().keySet().iterator().next();
            problems.add(
                    mapping.place(),
                    "no %s is named%s"
                            .formatted(
                                    choice.what(),
                                    Nearest.hint(found, choice.byKey().keySet())));
        } else {
            problems.add(
                    mapping.place(),
                    "one %s is wanted, found %s; %s"
                            .formatted(choice.what(), String.join(" and ", named), choice.advice()));
        }
    }

    /** The keys that name a check and are not a setting of another check that is named. */
    static List<String> chosen(Map<String, Structure> byKey, Mapping mapping) {
        List<String> named = byKey.keySet().stream().filter(mapping::has).toList();
        return named.stream()
                .filter(name -> byKey.entrySet().stream()
                        .noneMatch(other -> !other.getKey().equals(name)
                                && named.contains(other.getKey())
                                && other.getValue().byName().containsKey(name)))
                .toList();
    }

    private void structure(Structure structure, Mapping mapping) {
        Map<String, Property> known = new LinkedHashMap<>(structure.byName());
        List<Field> fields = structure
                .connected()
                .map(connected -> fields(connected, mapping))
                .orElse(null);
        if (fields != null) {
            Connected.settings(fields).forEach(setting -> known.putIfAbsent(setting.name(), setting));
        }
        // Without a known connector nothing can be said about the keys that would be its settings.
        boolean judged = structure.connected().isEmpty() || fields != null;
        for (Entry entry : mapping.all()) {
            Property property = known.get(entry.key());
            if (property != null) {
                check(property.shape(), entry.value());
            } else if (entry.key().equals(Connected.DRILL)
                    && fields != null
                    && drill(structure).isPresent()) {
                drill(drill(structure).get(), fields, entry.value());
            } else if (judged && structure.connected().isPresent() && sites.contains(entry.key())) {
                check(Connected.atSite(fields == null ? List.of() : fields), entry.value());
            } else if (judged) {
                unknown(entry, known.keySet(), structure.connected().isPresent());
            }
        }
        missing(structure, mapping);
    }

    private static Optional<Structure> drill(Structure structure) {
        return structure.connected().flatMap(Connected::drill);
    }

    private void drill(Structure keys, List<Field> fields, Part part) {
        if (!(part instanceof Mapping mapping)) {
            problems.add(part.place(), "a map is wanted, found " + part.words());
            return;
        }
        Map<String, Property> known = Connected.inDrill(keys, fields).byName();
        for (Entry entry : mapping.all()) {
            Property property = known.get(entry.key());
            if (property != null) {
                check(property.shape(), entry.value());
            } else if (sites.contains(entry.key())) {
                check(Connected.inDrillAtSite(fields), entry.value());
            } else {
                List<String> allowed = new ArrayList<>(known.keySet());
                allowed.addAll(sites);
                problems.add(
                        entry.place(), "unknown key '%s'%s".formatted(entry.key(), Nearest.hint(entry.key(), allowed)));
            }
        }
    }

    private static @Nullable List<Field> fields(Connected connected, Mapping mapping) {
        String named = mapping.has(Connected.CONNECTOR)
                ? mapping.value(Connected.CONNECTOR)
                : connected.usual().orElse(null);
        return named == null ? null : connected.fields().get(named);
    }

    private void unknown(Entry entry, Collection<String> known, boolean perSite) {
        if (perSite && entry.key().equals(Connected.HOST)) {
            problems.add(
                    entry.place(),
                    "a host stands in one site: write it under the site's name, as in '%s: { host: … }'"
                            .formatted(sites.stream().findFirst().orElse("site")));
            return;
        }
        List<String> allowed = new ArrayList<>(known);
        if (perSite) {
            allowed.addAll(sites);
            allowed.add(Connected.DRILL);
        }
        problems.add(entry.place(), "unknown key '%s'%s".formatted(entry.key(), Nearest.hint(entry.key(), allowed)));
    }

    private void missing(Structure structure, Mapping mapping) {
        structure.properties().stream()
                .filter(property -> property.required() && !mapping.has(property.name()))
                .forEach(property -> problems.add(
                        mapping.place(), "'%s' is missing: %s".formatted(property.name(), property.description())));
    }
}
