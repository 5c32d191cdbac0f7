package io.changeover.dashboard;

import io.changeover.application.ComparePlans;
import io.changeover.application.RefusedException;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanVersion;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Shows the page of a plan, the parts of it that are fetched again and again, and what its versions changed. */
@Controller
final class PlanPageController {
    private final PlanPages pages;
    private final ComparePlans compare;
    private final PlanStore store;
    private final SignedIn signedIn;

    PlanPageController(PlanPages pages, ComparePlans compare, PlanStore store, SignedIn signedIn) {
        this.pages = pages;
        this.compare = compare;
        this.store = store;
        this.signedIn = signedIn;
    }

    @GetMapping("/plans/{plan}")
    String plan(@PathVariable String plan, Model model) {
        model.addAttribute("page", page(plan));
        return "plan";
    }

    @GetMapping("/plans/{plan}/live")
    String live(@PathVariable String plan, Model model) {
        model.addAttribute("page", page(plan));
        return "plan :: live";
    }

    /** Answers 204, which leaves the page as it is and what a person is typing untouched, while nothing has changed. */
    @GetMapping("/plans/{plan}/actions")
    Object actions(@PathVariable String plan, @RequestParam String seen) {
        PlanPage page = page(plan);
        return page.actionsVersion().equals(seen)
                ? ResponseEntity.noContent().build()
                : new ModelAndView("plan :: actions", "page", page);
    }

    @GetMapping("/plans/{plan}/versions/{version}")
    String version(
            @PathVariable String plan,
            @PathVariable int version,
            @RequestParam(required = false) Optional<Integer> from,
            Model model) {
        PlanId id = PlanPages.id(plan).orElseThrow(() -> unknown(plan));
        PlanVersion shown = store.version(id, version)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "plan %s has no version %d".formatted(plan, version)));
        model.addAttribute("plan", plan);
        model.addAttribute("shown", shown);
        int before = from.orElse(version - 1);
        if (before >= 1) {
            try {
                model.addAttribute("comparison", ChangeList.of(compare.versions(id, before, Optional.of(version))));
            } catch (RefusedException refused) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND, refused.getMessage(), refused);
            }
        }
        return "version";
    }

    private PlanPage page(String plan) {
        return pages.of(plan, signedIn.caller()).orElseThrow(() -> unknown(plan));
    }

    private static ResponseStatusException unknown(String plan) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no plan '%s'".formatted(plan));
    }
}
