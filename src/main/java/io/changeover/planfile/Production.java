package io.changeover.planfile;

import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.planfile.Members.Setting;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Sequence;
import io.changeover.planfile.Part.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What production has on its hosts and what it is called by, so that a drill can be kept away from it. */
final class Production {
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._/@:+,=-]+");
    private static final String NAME = "((?:\\d{1,3}\\.){3}\\d{1,3}|(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,})";
    private static final Pattern PLACE = Pattern.compile(NAME + "(?:/\\d+)?(?::(\\d{1,5}))?");
    private static final Pattern URL = Pattern.compile("https?://" + NAME + "(?::(\\d{1,5}))?(?:[/?#].*)?");

    private final Members members;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> ports = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> things = new LinkedHashMap<>();

    Production(Mapping root, Members members) {
        this.members = members;
        for (String name : members.hosts()) {
            members.host(name).ifPresent(host -> host(name, host));
        }
        members.instances().forEach(instance -> member(Kind.INSTANCE, instance));
        root.mappings("datasets").forEach(dataset -> member(Kind.DATASET, dataset));
        root.mappings("routes").forEach(this::route);
    }

    private void host(String name, Mapping host) {
        String address = host.value("address");
        if (address != null) {
            names.putIfAbsent(address, "the address of host '" + name + "'");
            host.mapping("ssh").ifPresent(ssh -> {
                String port = ssh.value("port");
                ports.putIfAbsent(
                        address + ":" + (port == null ? "22" : port), "the SSH server of host '" + name + "'");
            });
        }
    }

    private void member(Kind kind, Mapping member) {
        for (String site : members.sites()) {
            String address = address(kind, member, site);
            if (address == null) {
                continue;
            }
            String whose = MemberRules.words(kind, member);
            Map<String, Setting> settings = members.settings(kind, member, site);
            for (Field field : members.fields(kind, member)) {
                String value = value(field, settings.get(field.name()));
                if (value != null && field.type() == Field.Type.PORT) {
                    ports.putIfAbsent(address + ":" + value, "a port of " + whose);
                } else if (value != null && field.apart()) {
                    things.computeIfAbsent(address, key -> new LinkedHashMap<>())
                            .putIfAbsent(thing(field, value), whose);
                }
            }
        }
    }

    /** By what users, or the checks in their place, come to the service. */
    private void route(Mapping route) {
        String whose = "a name of " + MemberRules.words(Kind.ROUTE, route);
        for (String site : members.sites()) {
            Map<String, Setting> settings = members.settings(Kind.ROUTE, route, site);
            settings.values().forEach(setting -> texts(setting.part(), text -> place(PLACE, text.value(), whose)));
            Setting zone = settings.get("zone");
            Setting entry = settings.get("record");
            if (zone != null && entry != null && zone.part() instanceof Text of && entry.part() instanceof Text at) {
                names.putIfAbsent(at.value().equals("@") ? of.value() : at.value() + "." + of.value(), whose);
            }
        }
        Members.checks(route).forEach(check -> texts(check, text -> place(URL, text.value(), whose)));
    }

    private void place(Pattern pattern, String text, String whose) {
        Matcher found = pattern.matcher(text.strip());
        if (found.matches()) {
            names.putIfAbsent(found.group(1), whose);
            if (found.group(2) != null) {
                ports.putIfAbsent(found.group(1) + ":" + found.group(2), whose);
            }
        }
    }

    /** What production has at that port; empty where it has nothing there. */
    Optional<String> atPort(String address, String port) {
        return Optional.ofNullable(ports.get(address + ":" + port));
    }

    /** Whose folder, unit or the like the value is, or a folder inside or around it. */
    Optional<String> ownerOf(String address, Field field, String value) {
        Map<String, String> here = things.getOrDefault(address, Map.of());
        String wanted = thing(field, value);
        return here.entrySet().stream()
                .filter(one ->
                        one.getKey().equals(wanted) || PATH.matcher(value).matches() && overlap(one.getKey(), wanted))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What of production a text of a drill at that site names; empty where it names nothing. */
    List<String> namedIn(String text, String site, @Nullable String own) {
        Set<String> here = addresses(site);
        List<String> found = new ArrayList<>();
        names.forEach((name, whose) -> {
            if (!here.contains(name) && word(name).matcher(text).find()) {
                found.add("%s, %s".formatted(name, whose));
            }
        });
        ports.forEach((place, whose) -> {
            String address = place.substring(0, place.lastIndexOf(':'));
            String local = own != null && own.equals(address) ? "|localhost|127\\.0\\.0\\.1" : "";
            Pattern at = Pattern.compile("(?<![\\w.-])(?:" + Pattern.quote(address) + local + "):"
                    + place.substring(place.lastIndexOf(':') + 1) + "(?!\\d)");
            if (at.matcher(text).find()) {
                found.add("%s, %s".formatted(place, whose));
            }
        });
        return found;
    }

    private Set<String> addresses(String site) {
        return members.hosts().stream()
                .flatMap(name -> members.host(name).stream())
                .filter(host -> site.equals(host.value("site")))
                .flatMap(host -> host.text("address").stream())
                .map(Text::value)
                .collect(Collectors.toSet());
    }

    /** The address of a member's host there; null where there is none. */
    @Nullable
    String address(Kind kind, Mapping member, String site) {
        Text host = members.host(kind, member, site);
        return host == null
                ? null
                : members.host(host.value())
                        .map(found -> found.value("address"))
                        .orElse(null);
    }

    /** What holds: the value given, or else what holds without one. */
    static @Nullable String value(Field field, @Nullable Setting given) {
        return given != null && given.part() instanceof Text text ? text.value() : field.fallback();
    }

    /** Every single text of a part. */
    static void texts(Part part, Consumer<Text> each) {
        if (part instanceof Text text) {
            each.accept(text);
        } else if (part instanceof Sequence list) {
            list.items().forEach(item -> texts(item, each));
        } else if (part instanceof Mapping mapping) {
            mapping.all().forEach(entry -> texts(entry.value(), each));
        }
    }

    /** A unit has the same name with and without its suffix, a folder with and without a slash at its end. */
    static String thing(Field field, String value) {
        return field.name().equals("unit")
                ? value.replaceAll("\\.service$", "")
                : PATH.matcher(value).matches() ? value.replaceAll("/+", "/").replaceAll("(?<=.)/$", "") : value;
    }

    private static boolean overlap(String one, String other) {
        return PATH.matcher(one).matches() && (one.startsWith(other + "/") || other.startsWith(one + "/"));
    }

    private static Pattern word(String name) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-]|\\.\\w)");
    }
}
