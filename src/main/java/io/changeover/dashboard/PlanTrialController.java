package io.changeover.dashboard;

import io.changeover.application.RefusedException;
import io.changeover.application.port.PlanParser.InvalidPlanException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Connects to what a plan file names and says so on the page of the file, where what was typed stays. */
@Controller
final class PlanTrialController {
    private final PlanTrials trials;

    PlanTrialController(PlanTrials trials) {
        this.trials = trials;
    }

    @PostMapping("/plan-file/connect")
    String connect(
            @RequestParam(defaultValue = "") String plan, @RequestParam(defaultValue = "") String yaml, Model model) {
        String text = yaml.replace("\r\n", "\n"); // browsers send both
        try {
            model.addAttribute("trial", trials.of(text));
        } catch (InvalidPlanException invalid) {
            model.addAttribute("problems", invalid.problems());
        } catch (RefusedException refused) {
            model.addAttribute("refusals", Answers.refusals(refused));
        }
        return PlanFileController.page(plan, text, model);
    }
}
