package io.changeover.dashboard;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the pages and the parts of them that are fetched again and again. */
@Controller
final class DashboardController {
    private final DashboardData data;

    DashboardController(DashboardData data) {
        this.data = data;
    }

    @GetMapping("/")
    String overview(Model model) {
        fill(model);
        return "overview";
    }

    @GetMapping("/overview/live")
    String overviewLive(Model model) {
        fill(model);
        return "overview :: live";
    }

    private void fill(Model model) {
        model.addAttribute("plans", data.plans());
        model.addAttribute("runs", data.runs());
    }
}
