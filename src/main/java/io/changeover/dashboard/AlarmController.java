package io.changeover.dashboard;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the alarms of all plans, and what is held back. */
@Controller
final class AlarmController {
    private final Alarms alarms;

    AlarmController(Alarms alarms) {
        this.alarms = alarms;
    }

    @GetMapping("/alarms")
    String show(Model model) {
        fill(model);
        return "alarms";
    }

    @GetMapping("/alarms/live")
    String live(Model model) {
        fill(model);
        return "alarms :: live";
    }

    private void fill(Model model) {
        model.addAttribute("open", alarms.open());
        model.addAttribute("over", alarms.over());
        model.addAttribute("held", alarms.held());
    }
}
