package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.RunStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page from which every report is asked for. */
@Controller
final class ReportsController {
    private static final int RECENT = 100;
    private static final int QUARTER = 89;

    private final PlanStore plans;
    private final RunStore runs;
    private final SignedIn signedIn;
    private final Clock clock;

    ReportsController(PlanStore plans, RunStore runs, SignedIn signedIn, Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    /** A plan of which there is a definition. */
    public record PlanLine(String name, int version) {}

    /**
     * A run of which there are reports.
     *
     * @param drill whether it has proved something as a drill
     */
    public record RunLine(
            String id, String runbook, boolean dryRun, boolean drill, Tone tone, String outcome, Instant startedAt) {}

    @GetMapping("/reports")
    String reports(Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        model.addAttribute("from", today.minusDays(QUARTER));
        model.addAttribute("to", today);
        model.addAttribute(
                "plans", plans.all().stream().map(ReportsController::line).toList());
        model.addAttribute("runs", recent());
        model.addAttribute("admin", signedIn.caller().groups().contains(Caller.ADMINS));
        model.addAttribute("forms", List.of("pdf", "json", "csv"));
        return "reports";
    }

    private List<RunLine> recent() {
        return runs.newest(Optional.empty(), RECENT).stream()
                .map(ReportsController::line)
                .toList();
    }

    private static PlanLine line(PlanStatus status) {
        return new PlanLine(status.id().value(), status.version());
    }

    private static RunLine line(Run run) {
        return new RunLine(
                run.id().value(),
                run.runbook(),
                run.dryRun(),
                run.type() == RunType.DRILL,
                Sentences.tone(run, false),
                Sentences.brief(run, false),
                run.startedAt());
    }
}
