package io.changeover.dashboard;

import io.changeover.application.ComparePlans;
import io.changeover.application.RefusedException;
import io.changeover.application.port.PlanParser.InvalidPlanException;
import io.changeover.application.port.PlanStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A plan's file in the browser: what it would change is shown before it is applied. */
@Controller
final class PlanFileController {
    private final PlanStore store;
    private final ComparePlans compare;
    private final PlanActions actions;

    PlanFileController(PlanStore store, ComparePlans compare, PlanActions actions) {
        this.store = store;
        this.compare = compare;
        this.actions = actions;
    }

    @GetMapping("/new-plan")
    String fresh(Model model) {
        return page("", "", model);
    }

    @GetMapping("/plans/{plan}/file")
    String show(@PathVariable String plan, Model model) {
        PlanStatus status = PlanPages.id(plan)
                .flatMap(store::find)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no plan '%s'".formatted(plan)));
        return page(
                plan, store.version(status.id(), status.version()).orElseThrow().yaml(), model);
    }

    /** Judges the file and, if it is so asked and the file is right, applies it. A wrong file stays on the page. */
    @PostMapping("/plan-file")
    String judge(
            @RequestParam(defaultValue = "") String plan,
            @RequestParam(defaultValue = "") String yaml,
            @RequestParam(defaultValue = "false") boolean apply,
            Model model,
            RedirectAttributes flash) {
        String text = yaml.replace("\r\n", "\n"); // browsers send both
        try {
            PlanId id = actions.check(text);
            String name = plan.isBlank() ? id.value() : plan;
            if (apply) {
                int version = actions.apply(name, text);
                flash.addFlashAttribute("notice", "Version %d of plan %s is in force.".formatted(version, name));
                flash.addAttribute("plan", name);
                return "redirect:/plans/{plan}";
            }
            model.addAttribute("right", true);
            if (store.find(id).isPresent()) {
                model.addAttribute("comparison", ChangeList.of(compare.withFile(id, Optional.empty(), text)));
            }
        } catch (InvalidPlanException invalid) {
            model.addAttribute("problems", invalid.problems());
        } catch (RefusedException refused) {
            model.addAttribute("refusals", apply ? Answers.refusals(refused) : Answers.sentences(refused));
        }
        return page(plan, text, model);
    }

    /** The page with that file of that plan; without a name it is of a new one. */
    static String page(String plan, String yaml, Model model) {
        model.addAttribute("title", plan.isEmpty() ? "New plan" : "The file of " + plan);
        model.addAttribute("plan", plan);
        model.addAttribute("yaml", yaml);
        return "file";
    }
}
