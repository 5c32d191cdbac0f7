package io.changeover.dashboard;

import io.changeover.application.RefusedException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Does to plans what the forms ask for and goes back to their page, which says what was done or why it was refused. */
@Controller
final class PlanActionController {
    private final PlanActions actions;

    PlanActionController(PlanActions actions) {
        this.actions = actions;
    }

    @PostMapping("/plans/{plan}/acknowledge")
    String acknowledge(
            @PathVariable String plan,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        String said = "It is written down that %s runs at %s.".formatted(plan, site);
        Answers.attempt(() -> actions.acknowledge(plan, site, reason.strip()), said, flash);
        return toPlan(plan, flash);
    }

    @PostMapping("/plans/{plan}/maintenance")
    String begin(
            @PathVariable String plan,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String until,
            RedirectAttributes flash) {
        Answers.attempt(() -> actions.begin(plan, reason.strip(), moment(until)), "The maintenance has begun.", flash);
        return toPlan(plan, flash);
    }

    @PostMapping("/plans/{plan}/maintenance/end")
    String end(@PathVariable String plan, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Answers.attempt(() -> actions.end(plan, reason.strip()), "The maintenance has ended.", flash);
        return toPlan(plan, flash);
    }

    @PostMapping("/plans/{plan}/rearm")
    String rearm(@PathVariable String plan, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Answers.attempt(() -> actions.rearm(plan, reason.strip()), "The trigger may act again.", flash);
        return toPlan(plan, flash);
    }

    @PostMapping("/freeze")
    String freeze(
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String until,
            RedirectAttributes flash) {
        Answers.attempt(() -> actions.freeze(reason.strip(), moment(until)), "No run may start now.", flash);
        return "redirect:/";
    }

    @PostMapping("/freeze/end")
    String unfreeze(@RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Answers.attempt(() -> actions.unfreeze(reason.strip()), "Runs may start again.", flash);
        return "redirect:/";
    }

    private static String toPlan(String plan, RedirectAttributes flash) {
        flash.addAttribute("plan", plan);
        return "redirect:/plans/{plan}";
    }

    /** A field of day and time, which the page says is in UTC. */
    private static Optional<Instant> moment(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw RefusedException.because(
                    "TIME_UNREADABLE", "'%s' is no time such as 2031-03-01T04:00".formatted(text));
        }
    }
}
