package io.changeover.dashboard;

import io.changeover.application.PlanWatch;
import io.changeover.connector.spi.Durations;
import io.changeover.dashboard.PlanPicture.Approach;
import io.changeover.dashboard.PlanPicture.Flow;
import io.changeover.dashboard.PlanPicture.Line;
import io.changeover.dashboard.PlanPicture.SiteBox;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Paints a plan as it was seen last. The preferred site is always on the left, so that places keep their meaning. */
final class PlanPainter {
    private static final int WIDTH = 1000;
    private static final int TOP = 96;
    private static final int HEAD = 52;
    private static final int FOOT = 18;
    private static final int RIGHT = WIDTH - SitePainter.WIDTH;
    private static final int APART = 62;
    private static final int MOST_FLOWS = 7;
    private static final int NAMES = 3;

    private final PlanStatus status;
    private final ProtectionPlan plan;
    private final Optional<Look> look;

    private PlanPainter(PlanWatch.Seen seen) {
        this.status = seen.status();
        this.plan = seen.plan();
        this.look = seen.look();
    }

    static PlanPicture of(PlanWatch.Seen seen) {
        return new PlanPainter(seen).picture();
    }

    private PlanPicture picture() {
        SiteId left = plan.preferredSite();
        SiteId right = plan.otherSite(left);
        List<Line> leftLines = lines(left);
        List<Line> rightLines = lines(right);
        List<Flow> flows = flows();
        int lowest = Math.max(bottom(leftLines), bottom(rightLines));
        lowest = Math.max(
                lowest, flows.isEmpty() ? 0 : flows.get(flows.size() - 1).y() + APART / 2);
        List<SiteBox> sites = List.of(box(left, 0, lowest, leftLines), box(right, RIGHT, lowest, rightLines));
        return new PlanPicture(WIDTH, lowest + FOOT + 2, sites, flows, approaches(), words(flows));
    }

    private boolean serves(SiteId site) {
        return status.state().serving() && site.equals(status.activeSite());
    }

    private List<Line> lines(SiteId site) {
        boolean moving = status.state() == PlanState.MOVING;
        return new SitePainter(plan, site, serves(site), moving, look, TOP + HEAD).lines();
    }

    private static int bottom(List<Line> lines) {
        return lines.isEmpty() ? TOP + HEAD : lines.get(lines.size() - 1).y();
    }

    private SiteBox box(SiteId site, int x, int lowest, List<Line> lines) {
        String role = role(site) + (site.equals(plan.preferredSite()) ? ", preferred" : "");
        Tone tone = serves(site) ? Sentences.tone(status) : Tone.NEUTRAL;
        return new SiteBox(
                site.value(), role, tone, serves(site), x, TOP, SitePainter.WIDTH, lowest - TOP + FOOT, lines);
    }

    private String role(SiteId site) {
        return switch (status.state()) {
            case MOVING -> "on the move";
            case NO_ACTIVE -> "not seen serving";
            case SPLIT_BRAIN -> "read as active";
            case ATTENTION -> "not proved";
            case ACTIVE, DEGRADED, SUSPENDED, TESTING, UNPROTECTED -> serves(site) ? "serves" : "standby";
        };
    }

    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        int y = TOP + HEAD + 20;
        for (Dataset dataset : plan.datasets()) {
            if (flows.size() == MOST_FLOWS) {
                break;
            }
            flows.add(flow(dataset, y));
            y += APART;
        }
        return flows;
    }

    private Flow flow(Dataset dataset, int y) {
        boolean rightwards = status.activeSite().equals(plan.preferredSite());
        int from = rightwards ? SitePainter.WIDTH + 12 : RIGHT - 12;
        int to = rightwards ? RIGHT - 12 : SitePainter.WIDTH + 12;
        int back = rightwards ? -14 : 14;
        String head = "%d,%d %d,%d %d,%d".formatted(to, y, to + back, y - 7, to + back, y + 7);
        Optional<Sight> seen =
                look.flatMap(one -> one.of(What.LAG, dataset.name()).findFirst());
        Duration objective = Look.objective(plan, dataset.name());
        Optional<Duration> age = seen.map(Sight::lag).flatMap(lag -> lag.age());
        boolean lost = status.state() == PlanState.UNPROTECTED
                || seen.filter(one -> one.found() == Found.LOST).isPresent();
        boolean follows =
                !lost && seen.filter(one -> one.found() == Found.FOLLOWS).isPresent();
        String words = lost
                ? "does not follow"
                : age.map(one -> Durations.format(one) + " of " + Durations.format(objective))
                        .orElse(seen.isEmpty() ? "not measured" : "lag unknown");
        String title = seen.map(Sight::words).orElse("nobody has measured how far it is behind");
        return new Flow(dataset.name(), from, to + back, y, head, tone(lost, age, objective), words, title, follows);
    }

    private static Tone tone(boolean lost, Optional<Duration> age, Duration objective) {
        if (lost) {
            return Tone.BAD;
        }
        return age.map(one -> one.compareTo(objective) > 0 ? Tone.BAD : Tone.GOOD)
                .orElse(Tone.WARNING);
    }

    /** Nobody reads routes while nothing moves: they point where the last run has read that they point. */
    private List<Approach> approaches() {
        if (plan.routes().isEmpty()) {
            return List.of();
        }
        List<String> names = plan.routes().stream().map(Route::name).toList();
        String shown = names.stream().limit(NAMES).collect(Collectors.joining(", "))
                + (names.size() > NAMES ? " and %d more".formatted(names.size() - NAMES) : "");
        boolean left = status.activeSite().equals(plan.preferredSite());
        int x = left ? SitePainter.WIDTH / 2 : WIDTH - SitePainter.WIDTH / 2;
        int begin = WIDTH / 2 + (left ? -46 : 46);
        String path = "M %d 26 H %d Q %d 26 %d 42 V %d".formatted(begin, x + (left ? 16 : -16), x, x, TOP - 15);
        String head = "%d,%d %d,%d %d,%d".formatted(x, TOP - 3, x - 7, TOP - 16, x + 7, TOP - 16);
        Tone tone = status.state().serving() ? Tone.BUSY : Tone.WARNING;
        String title = "%s: as the last run left them, users are sent to %s".formatted(shown, status.activeSite());
        return List.of(new Approach(shown, path, head, tone, title));
    }

    private String words(List<Flow> flows) {
        String data = flows.stream()
                .map(one -> "%s %s".formatted(one.name(), one.words()))
                .collect(Collectors.joining(", "));
        return "%s. Data from %s to %s: %s."
                .formatted(
                        Sentences.state(status),
                        status.activeSite(),
                        plan.otherSite(status.activeSite()),
                        data.isEmpty() ? "none" : data);
    }
}
