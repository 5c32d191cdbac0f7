package io.changeover.planfile;

import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.planfile.Members.Setting;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Shape.Connected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A drill stands apart: it has nothing of what production has, names nothing that production is called by, and asks something. */
final class DrillRules {
    private final Mapping root;
    private final Members members;
    private final Problems problems;
    private final Production production;
    private final Map<String, Mapping> taken = new HashMap<>();

    DrillRules(Mapping root, Members members, Problems problems) {
        this.root = root;
        this.members = members;
        this.problems = problems;
        this.production = new Production(root, members);
    }

    void check() {
        members.instances().forEach(instance -> member(Kind.INSTANCE, instance));
        root.mappings("datasets").forEach(dataset -> member(Kind.DATASET, dataset));
        List<Mapping> drills = Stream.concat(members.instances().stream(), root.mappings("datasets").stream())
                .flatMap(member -> member.mapping(Connected.DRILL).stream())
                .toList();
        if (!drills.isEmpty()
                && drills.stream().allMatch(drill -> Members.checks(drill).isEmpty())) {
            problems.add(
                    drills.get(0).place(),
                    "a drill that asks nothing proves nothing: give an instance a 'check' under 'drill'");
        }
    }

    private void member(Kind kind, Mapping member) {
        Optional<Mapping> written = member.mapping(Connected.DRILL);
        if (written.isEmpty() || !members.knows(kind, member)) {
            return;
        }
        Mapping drill = written.get();
        if (drill.has("check") && drill.has("checks")) {
            problems.add(drill.place(), "'check' and 'checks' are both given; use one");
        }
        for (String site : members.sites()) {
            String address = production.address(kind, member, site);
            if (address != null) {
                for (Field field : members.fields(kind, member)) {
                    another(kind, member, drill, site, address, field);
                }
            }
            names(MemberRules.words(kind, member), drill, site, address);
        }
    }

    /** Of what the host has one, a drill has another one. */
    private void another(Kind kind, Mapping member, Mapping drill, String site, String address, Field field) {
        if (!field.apart()) {
            return;
        }
        String words = MemberRules.words(kind, member);
        @Nullable Setting given = members.drillSettings(kind, member, site).get(field.name());
        @Nullable String value = Production.value(field, given);
        Place place = given == null ? drill.place() : given.part().place();
        if (value == null) {
            if (field.required()) {
                problems.add(
                        place,
                        "the drill of %s lacks '%s', which must be another one than production has: %s"
                                .formatted(words, field.name(), field.description()));
            }
            return;
        }
        @Nullable
        String own =
                Production.value(field, members.settings(kind, member, site).get(field.name()));
        boolean same = own != null && Production.thing(field, own).equals(Production.thing(field, value));
        Optional<String> owner = field.type() == Field.Type.PORT
                ? production.atPort(address, value)
                : production.ownerOf(address, field, value);
        if (same || owner.isPresent()) {
            problems.add(
                    place,
                    "the drill of %s has '%s' %s, which is production's: %s at %s"
                            .formatted(words, field.name(), value, same ? "its own" : owner.orElse(""), address));
            return;
        }
        Mapping earlier =
                taken.putIfAbsent(address + " " + field.name() + " " + Production.thing(field, value), member);
        if (earlier != null && earlier != member) {
            problems.add(
                    place,
                    "two drills have the same '%s' %s; the other one is that of '%s'"
                            .formatted(field.name(), value, earlier.value("name")));
        }
    }

    /** No text of it leads to production. */
    private void names(String words, Mapping drill, String site, @Nullable String address) {
        Production.texts(drill, text -> {
            String read = text.value()
                    .replace("${host}", address == null ? "" : address)
                    .replace("${site}", site);
            for (String found : production.namedIn(read, site, address)) {
                problems.add(text.place(), "the drill of %s names production: %s".formatted(words, found));
            }
        });
        ports(words, drill, address);
    }

    /** A check that is asked at a port asks the clone, and not what production has at the usual one. */
    private void ports(String words, Mapping drill, @Nullable String address) {
        if (address == null) {
            return;
        }
        for (Mapping check : Members.checks(drill)) {
            for (String name : check.entries().keySet()) {
                for (Field field : members.fields(Kind.CHECK, name)) {
                    String port = field.type() != Field.Type.PORT
                            ? null
                            : Optional.ofNullable(check.value(field.name())).orElse(field.fallback());
                    Optional<String> owner = port == null ? Optional.empty() : production.atPort(address, port);
                    owner.ifPresent(whose -> problems.add(
                            check.find(field.name()).map(Part::place).orElse(check.place()),
                            "a check in the drill of %s asks at '%s' %s of %s, which is production's: %s"
                                    .formatted(words, field.name(), port, address, whose)));
                }
            }
        }
    }
}
