package io.changeover.dashboard;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Shows the page of a run and the parts of it that are fetched again and again. */
@Controller
final class DashboardController {
    private final DashboardData data;

    DashboardController(DashboardData data) {
        this.data = data;
    }

    @GetMapping("/runs/{id}")
    String run(@PathVariable String id, Model model) {
        model.addAttribute("page", page(id));
        return "run";
    }

    @GetMapping("/runs/{id}/live")
    String runLive(@PathVariable String id, Model model) {
        model.addAttribute("page", page(id));
        model.addAttribute("renewed", true);
        return "run :: live";
    }

    /** Answers 204, which leaves the page as it is and what a person is typing untouched, while nothing has changed. */
    @GetMapping("/runs/{id}/actions")
    Object runActions(@PathVariable String id, @RequestParam String seen) {
        RunPage page = page(id);
        return page.actionsVersion().equals(seen)
                ? ResponseEntity.noContent().build()
                : new ModelAndView("run :: actions", "page", page);
    }

    private RunPage page(String id) {
        return data.run(id)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no run '%s'".formatted(id)));
    }
}
