package io.changeover.planfile;

import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.planfile.Members.Setting;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Connected;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold for each instance, dataset and route of a plan. */
final class MemberRules {
    private final Members members;
    private final HostRules hosts;
    private final Problems problems;

    MemberRules(Members members, Problems problems) {
        this.members = members;
        this.hosts = new HostRules(members, problems);
        this.problems = problems;
    }

    void check(Kind kind, Mapping member) {
        if (member.has("check") && member.has("checks")) {
            member.find("checks")
                    .ifPresent(checks -> problems.add(checks.place(), "'check' and 'checks' are both given; use one"));
        }
        if (kind == Kind.DATASET && member.has("instance")) {
            owned(member);
        }
        boolean placed = true;
        for (String site : members.sites()) {
            placed &= hosts.placed(kind, member, site);
        }
        if (members.sites().size() == 2 && members.knows(kind, member)) {
            required(kind, member);
            // A route is one thing for both sites, told apart by its settings; a hook may be called in one place.
            if (placed && !Members.mayShareHost(kind)) {
                apart(kind, member);
            }
        }
    }

    private void owned(Mapping dataset) {
        Optional<Text> named = dataset.text("instance");
        if (named.isEmpty()) {
            return;
        }
        Text name = named.get();
        Optional<Mapping> owner = members.instance(name.value());
        if (owner.isEmpty()) {
            problems.add(
                    name.place(),
                    "unknown instance %s%s"
                            .formatted(name.words(), Nearest.hint(name.value(), members.instanceNames())));
            return;
        }
        String theirs = owner.get().value(Connected.CONNECTOR);
        String own = dataset.value(Connected.CONNECTOR);
        if (own != null && theirs != null && !own.equals(theirs)) {
            problems.add(
                    name.place(),
                    "instance %s has the connector '%s', this dataset '%s'; ".formatted(name.words(), theirs, own)
                            + "give the dataset hosts and settings of its own instead");
        }
        for (String site : members.sites()) {
            dataset.mapping(site)
                    .flatMap(at -> at.find(Connected.HOST))
                    .ifPresent(host -> problems.add(
                            host.place(),
                            "the host comes from instance %s; leave it out here".formatted(name.words())));
        }
    }

    private void required(Kind kind, Mapping member) {
        Set<String> saidOfOwner = saidOfOwner(kind, member);
        List<String> sites = members.sites(kind, member);
        for (Field field : members.fields(kind, member)) {
            if (saidOfOwner.contains(field.name())) {
                continue;
            }
            List<String> without = sites.stream()
                    .filter(site -> !members.settings(kind, member, site).containsKey(field.name()))
                    .toList();
            if (field.required() && !field.name().equals(Connected.HOST) && !without.isEmpty()) {
                String where = without.size() == sites.size() ? "" : " at site '" + without.get(0) + "'";
                problems.add(
                        member.place(),
                        "%s lacks '%s'%s, which connector '%s' needs: %s"
                                .formatted(
                                        words(kind, member),
                                        field.name(),
                                        where,
                                        Members.connector(kind, member),
                                        field.description()));
            }
        }
    }

    /** What the instance that a dataset belongs to must have, so that it is not missed twice. */
    private Set<String> saidOfOwner(Kind kind, Mapping member) {
        Optional<Mapping> owner = kind == Kind.DATASET ? members.owner(member) : Optional.empty();
        return owner.stream()
                .flatMap(instance -> members.fields(Kind.INSTANCE, instance).stream())
                .filter(Field::required)
                .map(Field::name)
                .collect(Collectors.toSet());
    }

    /** One thing at one address cannot move: its two placements must be told apart by something. */
    private void apart(Kind kind, Mapping member) {
        if (kind == Kind.DATASET && members.owner(member).isPresent()) {
            return; // said of the instance
        }
        String one = members.sites().get(0);
        String other = members.sites().get(1);
        String address = address(kind, member, one);
        if (address == null || !address.equals(address(kind, member, other))) {
            return;
        }
        Map<String, String> ports = ports(kind, member, one);
        boolean same = ports.isEmpty()
                ? login(kind, member, one).equals(login(kind, member, other))
                        && settings(kind, member, one).equals(settings(kind, member, other))
                : ports.equals(ports(kind, member, other));
        if (same) {
            String at = ports.isEmpty() ? "" : " and port " + String.join(", ", ports.values());
            problems.add(
                    member.place(),
                    "%s is one and the same thing at both sites: address %s%s"
                            .formatted(words(kind, member), address, at));
        }
    }

    private @Nullable String address(Kind kind, Mapping member, String site) {
        return host(members.host(kind, member, site))
                .map(host -> host.value("address"))
                .orElse(null);
    }

    private String login(Kind kind, Mapping member, String site) {
        Optional<Mapping> ssh = host(members.host(kind, member, site)).flatMap(host -> host.mapping("ssh"));
        String port = ssh.map(settings -> settings.value("port")).orElse("22");
        // One address behind two jump hosts is two machines.
        return ssh.map(settings -> settings.value("jump"))
                .map(jump -> port + " through " + jump)
                .orElse(port);
    }

    private Optional<Mapping> host(@Nullable Text name) {
        return name == null ? Optional.empty() : members.host(name.value());
    }

    private Map<String, String> ports(Kind kind, Mapping member, String site) {
        Map<String, Setting> given = members.settings(kind, member, site);
        Map<String, String> ports = new TreeMap<>();
        for (Field field : members.fields(kind, member)) {
            Setting setting = given.get(field.name());
            String value = setting != null && setting.part() instanceof Text text ? text.value() : field.fallback();
            if (field.type() == Field.Type.PORT && value != null) {
                ports.put(field.name(), value);
            }
        }
        return ports;
    }

    private Map<String, Object> settings(Kind kind, Mapping member, String site) {
        Map<String, Object> plain = new TreeMap<>();
        members.settings(kind, member, site).forEach((name, setting) -> plain.put(name, Plain.loose(setting.part())));
        return plain;
    }

    /** How messages name a member: {@code instance 'shop-1'}. */
    static String words(Kind kind, Mapping member) {
        String name = member.value("name");
        String kindName = kind == Kind.FENCING ? "fencing method" : kind.name().toLowerCase(Locale.ROOT);
        return kindName + (name == null ? "" : " '" + name + "'");
    }
}
