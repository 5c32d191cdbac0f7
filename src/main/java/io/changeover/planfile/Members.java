package io.changeover.planfile;

import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Connected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a plan and what holds for them at each site, worked out from the parts of its file. */
final class Members {
    private static final Set<String> NO_SETTINGS =
            Set.of("name", "check", "checks", "instance", "rpo", "connector", Connected.HOST, Connected.DRILL);
    private static final Map<Kind, Set<String>> OF_THE_KIND = Map.of(
            Kind.DATASET,
            Set.of("consistency"),
            Kind.HOOK,
            Set.of("at", "group", "policy"),
            Kind.FENCING,
            Set.of("required", "within"));

    private final Mapping root;
    private final Map<Kind, Map<String, List<Field>>> fields;
    private final Map<String, Mapping> instances = new LinkedHashMap<>();

    Members(Mapping root, Catalogue catalogue) {
        this.root = root;
        this.fields = Map.of(
                Kind.INSTANCE, catalogue.fields(Kind.INSTANCE),
                Kind.DATASET, catalogue.fields(Kind.DATASET),
                Kind.ROUTE, catalogue.fields(Kind.ROUTE),
                Kind.HOOK, catalogue.fields(Kind.HOOK),
                Kind.FENCING, catalogue.fields(Kind.FENCING),
                Kind.VANTAGE, catalogue.fields(Kind.VANTAGE),
                Kind.CHECK, catalogue.fields(Kind.CHECK));
        for (Mapping instance : instances()) {
            String name = instance.value("name");
            if (name != null) {
                instances.putIfAbsent(name, instance);
            }
        }
    }

    List<String> sites() {
        return root.mapping("sites")
                .map(sites -> List.copyOf(sites.entries().keySet()))
                .orElse(List.of());
    }

    Collection<String> hosts() {
        return root.mapping("hosts").map(hosts -> hosts.entries().keySet()).orElse(Set.of());
    }

    Optional<Mapping> host(String name) {
        return root.mapping("hosts").flatMap(hosts -> hosts.mapping(name));
    }

    List<Mapping> groups() {
        return root.mappings("groups");
    }

    List<Mapping> instances() {
        return groups().stream()
                .flatMap(group -> group.mappings("instances").stream())
                .toList();
    }

    Optional<Mapping> instance(String name) {
        return Optional.ofNullable(instances.get(name));
    }

    Collection<String> instanceNames() {
        return instances.keySet();
    }

    /** The settings of the connector that the member names; empty for an unknown one. */
    List<Field> fields(Kind kind, Mapping member) {
        String connector = connector(kind, member);
        return connector == null ? List.of() : fields(kind, connector);
    }

    /** The connector that the member names, or the usual one of hooks and witnesses; null where that is missing. */
    static @Nullable String connector(Kind kind, Mapping member) {
        if (member.has(Connected.CONNECTOR)) {
            return member.value(Connected.CONNECTOR);
        }
        return kind == Kind.HOOK ? Connected.OF_HOOKS : kind == Kind.VANTAGE ? Connected.OF_WITNESSES : null;
    }

    List<Field> fields(Kind kind, String connector) {
        return fields.getOrDefault(kind, Map.of()).getOrDefault(connector, List.of());
    }

    boolean knows(Kind kind, Mapping member) {
        String connector = connector(kind, member);
        return connector != null && fields.getOrDefault(kind, Map.of()).containsKey(connector);
    }

    /** The checks of a member, whether written as one or as several. */
    static List<Mapping> checks(Mapping member) {
        List<Mapping> checks = new ArrayList<>();
        member.mapping("check").ifPresent(checks::add);
        checks.addAll(member.mappings("checks"));
        return checks;
    }

    /** The host of a member at a site, as written; of the instance it belongs to, where it belongs to one. */
    @Nullable
    Text host(Kind kind, Mapping member, String site) {
        Mapping owner = kind == Kind.DATASET ? owner(member).orElse(member) : member;
        return owner.mapping(site)
                .flatMap(at -> at.text(Connected.HOST))
                .or(() -> commonHost(kind, member))
                .orElse(null);
    }

    /** The host that is given once for both sites. */
    static Optional<Text> commonHost(Kind kind, Mapping member) {
        return mayShareHost(kind) ? member.text(Connected.HOST) : Optional.empty();
    }

    /** Whether a member of that kind is reached through a machine, rather than running on it. */
    static boolean mayShareHost(Kind kind) {
        return kind == Kind.ROUTE || kind == Kind.HOOK || kind == Kind.FENCING || kind == Kind.VANTAGE;
    }

    /**
     * The sites at which a member is: both, but for a hook those for which it has a host, and for a fencing method those
     * that it names, if it names any.
     */
    List<String> sites(Kind kind, Mapping member) {
        boolean named = kind == Kind.FENCING && sites().stream().anyMatch(member::has);
        return sites().stream()
                .filter(site -> kind != Kind.HOOK || host(kind, member, site) != null)
                .filter(site -> !named || member.has(site))
                .toList();
    }

    /** The settings of a member at a site: those for both, overlaid by the site's own; an instance's come first. */
    Map<String, Setting> settings(Kind kind, Mapping member, String site) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        if (kind == Kind.DATASET) {
            owner(member).ifPresent(owner -> settings.putAll(settings(Kind.INSTANCE, owner, site)));
        }
        List<Field> known = fields(kind, member);
        for (Field field : known) {
            if (!NO_SETTINGS.contains(field.name())
                    && !OF_THE_KIND.getOrDefault(kind, Set.of()).contains(field.name())) {
                member.find(field.name()).ifPresent(part -> settings.put(field.name(), new Setting(field, part)));
            }
        }
        member.mapping(site)
                .ifPresent(at -> known.stream()
                        .filter(field -> !field.name().equals(Connected.HOST))
                        .forEach(field -> at.find(field.name())
                                .ifPresent(part -> settings.put(field.name(), new Setting(field, part)))));
        return settings;
    }

    /** What a member says of drills, or for a dataset without words of its own the instance that it belongs to. */
    Optional<Mapping> drill(Kind kind, Mapping member) {
        return member.mapping(Connected.DRILL)
                .or(() -> kind == Kind.DATASET
                        ? owner(member).flatMap(owner -> owner.mapping(Connected.DRILL))
                        : Optional.empty());
    }

    /** The settings of a member in a drill at a site: its own there, without what must be another, then those of the drill. */
    Map<String, Setting> drillSettings(Kind kind, Mapping member, String site) {
        Map<String, Setting> settings = new LinkedHashMap<>(settings(kind, member, site));
        settings.values().removeIf(setting -> setting.field().apart());
        List<Mapping> drills = new ArrayList<>();
        if (kind == Kind.DATASET) {
            owner(member).flatMap(owner -> owner.mapping(Connected.DRILL)).ifPresent(drills::add);
        }
        member.mapping(Connected.DRILL).ifPresent(drills::add);
        for (Mapping drill : drills) {
            for (Field field : fields(kind, member)) {
                drill.mapping(site)
                        .flatMap(at -> at.find(field.name()))
                        .or(() -> drill.find(field.name()))
                        .ifPresent(part -> settings.put(field.name(), new Setting(field, part)));
            }
        }
        return settings;
    }

    /** The instance that a dataset belongs to: the one it names, or that of its own name and connector. */
    Optional<Mapping> owner(Mapping dataset) {
        String named = dataset.value("instance");
        if (named != null) {
            return instance(named);
        }
        boolean placed = sites().stream()
                .anyMatch(site -> dataset.mapping(site)
                        .filter(at -> at.has(Connected.HOST))
                        .isPresent());
        String name = dataset.value("name");
        if (placed || name == null) {
            return Optional.empty();
        }
        String connector = dataset.value(Connected.CONNECTOR);
        return instance(name)
                .filter(instance -> connector != null && connector.equals(instance.value(Connected.CONNECTOR)));
    }

    /** One value with what it is. */
    record Setting(Field field, Part part) {}
}
