package io.changeover.dashboard;

import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Does what the forms ask for and goes back to their page, which says what was done or why it was refused. */
@Controller
final class ActionController {
    private final DashboardActions actions;

    ActionController(DashboardActions actions) {
        this.actions = actions;
    }

    @PostMapping("/runs/{id}/decisions/{task}")
    String decide(
            @PathVariable String id,
            @PathVariable String task,
            @RequestParam String choice,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        Answers.attempt(() -> actions.decide(task, choice, reason.strip()), "Your decision is recorded.", flash);
        return toRun(id, flash);
    }

    @PostMapping("/runs/{id}/abort")
    String abort(@PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Answers.attempt(() -> actions.abort(id, reason.strip()), "The run is being aborted.", flash);
        return toRun(id, flash);
    }

    @PostMapping("/runs/{id}/unplanned")
    String goUnplanned(
            @PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Answers.attempt(
                () -> actions.goUnplanned(id, reason.strip()),
                "The run has left the planned path; the loss is to be approved.",
                flash);
        return toRun(id, flash);
    }

    @PostMapping("/runs/{id}/pause")
    String pause(@PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Answers.attempt(
                () -> actions.pause(id, reason.strip()),
                "The run is paused: operations under way end, none begins.",
                flash);
        return toRun(id, flash);
    }

    @PostMapping("/runs/{id}/resume")
    String resume(@PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Answers.attempt(() -> actions.resume(id, reason.strip()), "The run goes on.", flash);
        return toRun(id, flash);
    }

    @PostMapping("/runs/{id}/steps/{step}/cancel")
    String cancel(
            @PathVariable String id,
            @PathVariable int step,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        Answers.attempt(
                () -> actions.cancel(id, step, reason.strip()),
                "What is under way of step %d is being ended.".formatted(step),
                flash);
        return toRun(id, flash);
    }

    /** Goes to the run, or back to its plan where none has started. */
    @PostMapping("/start")
    String start(
            @RequestParam String runbook,
            @RequestParam String plan,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean hold,
            RedirectAttributes flash) {
        String what = "%s of %s has started%s.".formatted(runbook, plan, dryRun ? " as a dry run" : "");
        DashboardActions.Wanted wanted = new DashboardActions.Wanted(runbook, plan, reason.strip(), dryRun, hold);
        Optional<String> run = Answers.result(() -> actions.start(wanted), what, flash);
        if (run.isPresent()) {
            return toRun(run.get(), flash);
        }
        flash.addAttribute("plan", plan);
        return "redirect:/plans/{plan}";
    }

    private static String toRun(String id, RedirectAttributes flash) {
        flash.addAttribute("id", id);
        return "redirect:/runs/{id}";
    }
}
