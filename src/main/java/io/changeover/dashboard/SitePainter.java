package io.changeover.dashboard;

import io.changeover.dashboard.PlanPicture.Kind;
import io.changeover.dashboard.PlanPicture.Lamp;
import io.changeover.dashboard.PlanPicture.Line;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands in one site of the picture, from top to bottom. Used once. */
final class SitePainter {
    static final int WIDTH = 330;
    private static final int STEP = 25;
    private static final int LEFT = 22;
    private static final int PITCH = 13;
    private static final int LAMPS = (WIDTH - LEFT) / PITCH;
    /** Of more than that, a light each has to do. */
    private static final int NAMED = 8;
    /** A picture of thousands is no picture. */
    private static final int MOST_ROWS = 10;

    private final ProtectionPlan plan;
    private final SiteId site;
    private final boolean serves;
    private final boolean moving;
    private final Optional<Look> look;
    private final List<Line> lines = new ArrayList<>();
    private int y;

    SitePainter(ProtectionPlan plan, SiteId site, boolean serves, boolean moving, Optional<Look> look, int top) {
        this.plan = plan;
        this.site = site;
        this.serves = serves;
        this.moving = moving;
        this.look = look;
        this.y = top;
    }

    /** One thing and its light. */
    private record Thing(String name, Tone tone, String word, String title) {}

    List<Line> lines() {
        for (Group group : plan.groups()) {
            paint(group.name(), group.instances().stream().map(this::thing).toList());
        }
        List<Thing> hosts = plan.hosts().values().stream()
                .filter(host -> host.site().filter(site::equals).isPresent())
                .map(this::thing)
                .toList();
        if (!hosts.isEmpty()) {
            paint("hosts", hosts);
        }
        return List.copyOf(lines);
    }

    private void paint(String name, List<Thing> things) {
        lines.add(new Line(Kind.HEADING, next(), name, Tone.NEUTRAL, count(things), "", List.of()));
        if (things.size() <= NAMED) {
            things.forEach(one -> lines.add(
                    new Line(Kind.SINGLE, next(), one.name(), one.tone(), one.word(), one.title(), List.of())));
            return;
        }
        for (int i = 0; i < Math.min(things.size(), LAMPS * MOST_ROWS); i += LAMPS) {
            List<Lamp> lamps = new ArrayList<>();
            for (Thing one : things.subList(i, Math.min(i + LAMPS, things.size()))) {
                lamps.add(new Lamp(LEFT + lamps.size() * PITCH, one.tone(), one.title()));
            }
            lines.add(new Line(Kind.MANY, next(), name, Tone.NEUTRAL, "", "", lamps));
        }
    }

    private int next() {
        y += STEP;
        return y;
    }

    private static String count(List<Thing> things) {
        Map<String, Long> words =
                things.stream().collect(Collectors.groupingBy(Thing::word, LinkedHashMap::new, Collectors.counting()));
        return things.size() <= 1
                ? ""
                : words.entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining(", "));
    }

    private Thing thing(Instance instance) {
        String where = Optional.ofNullable(instance.placements().get(site))
                .flatMap(Placement::host)
                .map(host -> " on " + host)
                .orElse("");
        Optional<Sight> seen = sight(What.INSTANCE, instance.name());
        Optional<Found> role = sight(What.ROLE, instance.name()).map(Sight::found);
        Found found = role.filter(one -> one != Found.UNKNOWN)
                .or(() -> seen.map(Sight::found))
                .orElse(Found.UNKNOWN);
        String title = "%s at %s%s: %s"
                .formatted(instance.name(), site, where, seen.map(Sight::words).orElse("nobody has looked"));
        if (seen.isEmpty() && role.isEmpty()) {
            return new Thing(instance.name(), Tone.NEUTRAL, "not seen", title);
        }
        return new Thing(instance.name(), tone(found), word(found), title);
    }

    /** While the service moves either site may be the primary, and no light says that this is wrong. */
    private Tone tone(Found found) {
        if (moving && (found == Found.PRIMARY || found == Found.STANDBY || found == Found.RUNNING)) {
            return Tone.GOOD;
        }
        return switch (found) {
            case RUNNING, PRIMARY -> serves ? Tone.GOOD : found == Found.PRIMARY ? Tone.BAD : Tone.NEUTRAL;
            case STANDBY -> serves ? Tone.BAD : Tone.GOOD;
            case STOPPED -> serves ? Tone.BAD : Tone.NEUTRAL;
            case UNKNOWN, LOST -> Tone.WARNING;
            case REACHED, FOLLOWS -> Tone.GOOD;
        };
    }

    private Thing thing(HostSpec host) {
        Optional<Sight> seen = sight(What.HOST, host.id().value());
        String title = "%s (%s): %s"
                .formatted(host.id(), host.address(), seen.map(Sight::words).orElse("nobody has looked"));
        return seen.map(one -> new Thing(host.id().value(), tone(one.found()), word(one.found()), title))
                .orElse(new Thing(host.id().value(), Tone.NEUTRAL, "not seen", title));
    }

    private Optional<Sight> sight(What what, String name) {
        return look.flatMap(one -> one.of(what, name)
                .filter(sight -> what == What.HOST || sight.site().equals(site))
                .findFirst());
    }

    /** Unreachable is not down: a light says what was read, and nothing else. */
    private static String word(Found found) {
        return switch (found) {
            case PRIMARY -> "primary";
            case STANDBY -> "standby";
            case STOPPED -> "stopped";
            case RUNNING -> "running";
            case REACHED -> "reached";
            case FOLLOWS -> "follows";
            case LOST -> "lost";
            case UNKNOWN -> "unknown";
        };
    }
}
