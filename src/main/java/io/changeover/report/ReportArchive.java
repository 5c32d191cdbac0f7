package io.changeover.report;

import io.changeover.application.Caller;
import io.changeover.application.RefusedException;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.report.RunReport.Drilled;
import io.changeover.report.paper.Draft;
import io.changeover.report.paper.Form;
import io.changeover.report.paper.Press;
import io.changeover.report.paper.Printed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Makes every report from what is stored, in any form. The same run gives the same report. Safe for use by many threads.
 */
@Component
public final class ReportArchive {
    private final RunFiles runs;
    private final Definitions definitions;
    private final Dossiers dossiers;
    private final Clock clock;
    private final Semaphore compliances = new Semaphore(1);
    private final Press press = new Press();
    private final ReportHtml html = new ReportHtml();

    ReportArchive(RunFiles runs, Definitions definitions, Dossiers dossiers, Clock clock) {
        this.runs = runs;
        this.definitions = definitions;
        this.dossiers = dossiers;
        this.clock = clock;
    }

    /** The report of a run as JSON; empty if there is no such run. */
    public Optional<String> json(String id) {
        return run(id, Form.JSON).map(Printed::text);
    }

    /** The report of a run; empty if there is no such run. */
    public Optional<Printed> run(String id, Form form) {
        return runs.find(id).map(run -> {
            RunReport report = runs.report(run);
            return press.print(
                    new Draft(
                            id,
                            report,
                            () -> new RunPaper(report).write(),
                            () -> RunSheet.of(report),
                            Optional.of(() -> html.write(report))),
                    form);
        });
    }

    /**
     * The report that the review after an incident begins with; empty if there is no such run.
     *
     * @throws RefusedException for everybody but administrators
     */
    public Optional<Printed> incident(Caller caller, String id, Form form) {
        if (!caller.groups().contains(Caller.ADMINS)) {
            throw RefusedException.because(
                    "NOT_ALLOWED",
                    "'%s' may not see post-incident reports: that needs the group %s"
                            .formatted(caller.user(), Caller.ADMINS));
        }
        return runs.find(id).map(run -> {
            RunReport report = runs.report(run);
            IncidentReport incident = Incidents.of(report);
            IncidentPaper paper = new IncidentPaper(report, incident);
            return press.print(new Draft(id + "-incident", incident, paper::write, paper::sheet), form);
        });
    }

    /**
     * What a drill proves; empty if there is no such run.
     *
     * @throws RefusedException if the run is no drill
     */
    public Optional<Printed> drill(String id, Form form) {
        return runs.find(id).map(run -> {
            RunReport report = runs.report(run);
            Drilled drilled = report.drill();
            if (drilled == null) {
                throw RefusedException.because(
                        "NO_DRILL",
                        "run %s is a %s, no drill".formatted(id, run.type().wireName()));
            }
            DrillEvidence evidence = DrillProofs.of(report, drilled, runs.plan(run), drillsOf(run));
            DrillPaper paper = new DrillPaper(report, evidence);
            return press.print(new Draft(id + "-drill", evidence, paper::write, paper::sheet), form);
        });
    }

    private List<Run> drillsOf(Run run) {
        return runs.of(run.plan()).stream()
                .filter(one -> one.type() == RunType.DRILL && !one.dryRun() && !one.open())
                .toList();
    }

    /** What a plan says, in the version given or the newest; empty if there is none. */
    public Optional<Printed> definition(String plan, Optional<Integer> version, Form form) {
        return definitions.of(plan, version).map(found -> {
            DefinitionPaper paper = new DefinitionPaper(found);
            String name = "%s-version-%d".formatted(found.plan(), found.version());
            return press.print(new Draft(name, found, paper::write, paper::sheet), form);
        });
    }

    /**
     * How plans stood from the one day to the other, both included, in UTC. One at a time is made, as it reads so much.
     *
     * @param plans their names; all where none is named
     * @param from the first day; without it the quarter of a year that ends with the last one
     * @param to the last day; without it today
     * @throws IllegalArgumentException if the period ends before it begins, or is too long
     * @throws RefusedException if there is no plan of one of the names, or another such report is being made
     */
    public Printed compliance(Collection<String> plans, Optional<LocalDate> from, Optional<LocalDate> to, Form form) {
        if (!compliances.tryAcquire()) {
            throw RefusedException.because(
                    "REPORT_BUSY", "another report on compliance is being made now; ask again in a minute");
        }
        try {
            return judged(plans, from, to, form);
        } finally {
            compliances.release();
        }
    }

    private Printed judged(Collection<String> plans, Optional<LocalDate> from, Optional<LocalDate> to, Form form) {
        Period period = Period.of(from, to, clock);
        Instant now = clock.instant();
        Compliance compliance =
                new Compliances(period, now, dossiers.freezes(period)).of(dossiers.of(plans, period, now));
        CompliancePaper paper = new CompliancePaper(compliance);
        String name = "compliance-%s-%s".formatted(period.first(), period.last());
        return press.print(new Draft(name, compliance, paper::write, paper::sheet), form);
    }
}
