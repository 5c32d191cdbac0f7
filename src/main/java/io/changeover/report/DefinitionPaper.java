package io.changeover.report;

import io.changeover.domain.plan.PlanChange;
import io.changeover.report.PlanDefinition.Change;
import io.changeover.report.PlanDefinition.Part;
import io.changeover.report.PlanDefinition.Type;
import io.changeover.report.PlanDefinition.Version;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Fact;
import io.changeover.report.paper.Block.Facts;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Paper;
import io.changeover.report.paper.Paper.Figure;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import io.changeover.report.paper.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the definition of a plan on paper. */
final class DefinitionPaper {
    private static final List<String> HEADER =
            List.of("plan", "version", "type", "name", "group", "connector", "site", "host", "settings", "checks");

    private final PlanDefinition plan;
    private final Wording say = new Wording();

    DefinitionPaper(PlanDefinition plan) {
        this.plan = plan;
    }

    Paper write() {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of(
                "Rules",
                new Facts(plan.rules().entrySet().stream()
                        .map(one -> new Fact(one.getKey(), one.getValue()))
                        .toList())));
        for (Type type : Type.values()) {
            List<Part> parts =
                    plan.parts().stream().filter(one -> one.type() == type).toList();
            if (!parts.isEmpty()) {
                sections.add(parts(type, parts));
            }
        }
        sections.add(history());
        String title = "Plan %s, version %d: runs at %s when all is well, and at %s now."
                .formatted(plan.plan(), plan.version(), plan.preferredSite(), plan.activeSite());
        return new Paper(
                "Plan definition · %s, version %d".formatted(plan.plan(), plan.version()),
                Look.PLAIN,
                title,
                List.of("Applied by %s at %s%s"
                        .formatted(
                                plan.appliedBy(),
                                say.dateTime(plan.appliedAt()),
                                plan.version() == plan.newest()
                                        ? "; the newest version"
                                        : "; version %d is the newest".formatted(plan.newest()))),
                figures(),
                sections);
    }

    private List<Figure> figures() {
        return List.of(
                new Figure("Data loss promised (RPO)", say.wanted(plan.rpo()), Look.PLAIN, "", "at most"),
                new Figure("Outage promised (RTO)", say.wanted(plan.rto()), Look.PLAIN, "", "at most"),
                new Figure("State now", say.constant(plan.state()), Look.PLAIN, "", "active site " + plan.activeSite()),
                new Figure(
                        "Members",
                        String.valueOf(plan.parts().stream()
                                .filter(one -> one.type() != Type.HOST)
                                .map(one -> one.type() + one.name())
                                .distinct()
                                .count()),
                        Look.PLAIN,
                        "",
                        "on %s"
                                .formatted(Words.count(
                                        (int) plan.parts().stream()
                                                .filter(one -> one.type() == Type.HOST)
                                                .count(),
                                        "host"))));
    }

    private static Section parts(Type type, List<Part> parts) {
        String heading = switch (type) {
            case HOST -> "Hosts";
            case INSTANCE -> "Instances";
            case DATASET -> "Datasets";
            case ROUTE -> "Routes";
            case HOOK -> "Hooks";
            case FENCING -> "Fencing, in the order in which it is tried";
            case WITNESS -> "Witnesses";
            case DRILL -> "What a drill copies and starts";
        };
        return Section.of(
                heading,
                new Table(
                        heading,
                        List.of(
                                Column.of("Name", 18),
                                Column.of(type == Type.HOST ? "Login" : "Connector", 12),
                                Column.of("Site", 8),
                                Column.of(type == Type.HOST ? "Address" : "Host", 16),
                                Column.of("Settings", 46)),
                        parts.stream().map(DefinitionPaper::part).toList()));
    }

    private static List<Cell> part(Part one) {
        return List.of(
                Cell.of(one.name(), one.group()),
                Cell.of(one.connector()),
                Cell.of(one.site()),
                Cell.of(one.host()),
                Cell.of(settings(one.settings()), String.join("; ", one.checks())));
    }

    private static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    private Section history() {
        return Section.of(
                "Versions, and what each changed in effect",
                new Table(
                        "Versions",
                        List.of(
                                Column.number("Version", 9),
                                Column.of("Applied", 22),
                                Column.of("By", 15),
                                Column.of("Changes", 54)),
                        plan.history().stream().map(this::version).toList()));
    }

    private List<Cell> version(Version one) {
        boolean dangerous =
                one.changes().stream().anyMatch(change -> change.severity() == PlanChange.Severity.DANGEROUS);
        String changes = one.changes().isEmpty()
                ? one.version() == 1 ? "the first" : "none in effect"
                : one.changes().stream().map(DefinitionPaper::words).collect(Collectors.joining("; "));
        return List.of(
                Cell.of(String.valueOf(one.version())),
                Cell.of(say.dateTime(one.appliedAt())),
                Cell.of(one.appliedBy()),
                Cell.of(changes, dangerous ? Look.WARNING : Look.PLAIN));
    }

    private static String words(Change change) {
        return (change.severity() == PlanChange.Severity.DANGEROUS ? "! " : "") + change.sentence();
    }

    /** A row for each part and site. */
    Sheet sheet() {
        return new Sheet(
                HEADER,
                plan.parts().stream()
                        .map(one -> Arrays.<@Nullable Object>asList(
                                plan.plan(),
                                plan.version(),
                                one.type(),
                                one.name(),
                                one.group(),
                                one.connector(),
                                one.site(),
                                one.host(),
                                settings(one.settings()),
                                String.join("; ", one.checks())))
                        .toList());
    }
}
