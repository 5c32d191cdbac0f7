package io.changeover.report;

import io.changeover.report.IncidentReport.Purpose;
import io.changeover.report.IncidentReport.Why;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Fact;
import io.changeover.report.paper.Block.Facts;
import io.changeover.report.paper.Block.Points;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Paper;
import io.changeover.report.paper.Paper.Figure;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import io.changeover.report.paper.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the report that a review begins with on paper. */
final class IncidentPaper {
    private static final List<String> HEADER = List.of("run", "at", "who", "what", "detail");

    private final RunReport report;
    private final IncidentReport incident;
    private final RunParts parts;
    private final Wording say = new Wording();

    IncidentPaper(RunReport report, IncidentReport incident) {
        this.report = report;
        this.incident = incident;
        this.parts = new RunParts(report);
    }

    Paper write() {
        List<Section> sections = new ArrayList<>();
        boolean more = incident.followUps().stream().anyMatch(one -> one.why() != Why.REVIEW);
        sections.add(Section.of(
                "What is to be done",
                more ? Look.WARNING : Look.PLAIN,
                new Points(incident.followUps().stream()
                        .map(IncidentReport.FollowUp::sentence)
                        .toList())));
        sections.add(promised());
        parts.datasets().ifPresent(sections::add);
        if (!report.steps().isEmpty()) {
            sections.add(Section.of("Timeline", TimelineBars.of(report)));
        }
        sections.add(stages());
        sections.addAll(parts.deviations());
        sections.add(parts.decisions());
        sections.add(moments());
        sections.add(parts.what());
        sections.add(signatures());
        return new Paper(
                "Post-incident report · " + report.run().id(),
                Looks.of(incident.headline().tone()),
                incident.headline().sentence(),
                parts.lead(),
                List.of(parts.outage(), parts.loss(), inOutage(), parts.people()),
                sections);
    }

    private Figure inOutage() {
        String machine = say.duration(incident.outageShare().machine());
        String people = incident.outageShare().people() == null
                ? "not known"
                : "beside %s waiting for people"
                        .formatted(say.duration(incident.outageShare().people()));
        return new Figure("Machines in the outage", machine, Look.PLAIN, "", people);
    }

    private Section promised() {
        return Section.of(
                "Promised and achieved",
                new Table(
                        "Promised and achieved",
                        List.of(
                                Column.of("Objective", 22),
                                Column.number("Promised", 14),
                                Column.number("Achieved", 16),
                                Column.of("Verdict", 16),
                                Column.of("How it is known", 32)),
                        List.of(
                                row(
                                        "Outage (RTO)",
                                        say.wanted(incident.outage().objective()),
                                        say.outage(incident.outage()),
                                        incident.outage().verdict(),
                                        incident.outage().explanation()),
                                row(
                                        "Data loss (RPO)",
                                        say.wanted(incident.recoveryPoint().objective()),
                                        say.loss(incident.recoveryPoint()),
                                        incident.recoveryPoint().verdict(),
                                        incident.recoveryPoint().explanation()))));
    }

    private List<Cell> row(String name, String promised, String achieved, Objective verdict, String how) {
        return List.of(
                Cell.of(name),
                Cell.of(promised),
                Cell.of(achieved),
                Cell.of(say.constant(verdict), Looks.of(verdict)),
                Cell.of(how));
    }

    private Section stages() {
        return Section.of(
                "Where the time of machines went",
                new Table(
                        "Where the time of machines went",
                        List.of(
                                Column.of("For", 34),
                                Column.of("From", 16),
                                Column.of("To", 16),
                                Column.number("Busy", 16),
                                Column.number("Operations", 18)),
                        incident.stages().stream()
                                .map(one -> List.of(
                                        Cell.of(words(one.purpose())),
                                        Cell.of(say.clock(one.from())),
                                        Cell.of(say.clock(one.to())),
                                        Cell.of(say.duration(one.busy())),
                                        Cell.of(String.valueOf(one.operations()))))
                                .toList()));
    }

    private static String words(Purpose purpose) {
        return switch (purpose) {
            case FIND_OUT -> "finding out what is";
            case STOP -> "stopping and fencing";
            case DATA -> "data: copy, proof, promotion";
            case START -> "starting instances";
            case TRAFFIC -> "sending users there";
            case CHECK -> "checks";
            case HOOK -> "commands of the operators";
        };
    }

    private Section moments() {
        return Section.of(
                "What happened",
                new Table(
                        "What happened",
                        List.of(
                                Column.of("When", 21),
                                Column.of("Who", 13),
                                Column.of("What", 26),
                                Column.of("Detail", 40)),
                        incident.moments().stream()
                                .map(one -> List.of(
                                        Cell.of(say.dateTime(one.at())),
                                        Cell.of(one.who()),
                                        Cell.of(one.what()),
                                        Cell.of(one.detail())))
                                .toList()));
    }

    private static Section signatures() {
        return Section.of(
                "Reviewed by",
                new Facts(List.of(
                        new Fact("Name, date", " "), new Fact("Name, date", " "), new Fact("Cause found", " "))));
    }

    /** What happened, a row for each moment. */
    Sheet sheet() {
        return new Sheet(
                HEADER,
                incident.moments().stream()
                        .map(one -> Arrays.<@Nullable Object>asList(
                                incident.run().id(), one.at(), one.who(), one.what(), one.detail()))
                        .toList());
    }
}
