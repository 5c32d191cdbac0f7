package io.changeover.dashboard;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows every plan at a glance; the part that changes is fetched again and again. */
@Controller
final class OverviewController {
    private final DashboardData data;

    OverviewController(DashboardData data) {
        this.data = data;
    }

    @GetMapping("/")
    String overview(Model model) {
        fill(model);
        return "overview";
    }

    @GetMapping("/overview/live")
    String live(Model model) {
        fill(model);
        return "overview :: live";
    }

    private void fill(Model model) {
        List<PlanCard> plans = data.plans();
        model.addAttribute("plans", plans);
        model.addAttribute("runs", data.runs());
        model.addAttribute("summary", summary(plans));
        model.addAttribute("freeze", data.freeze().orElse(null));
        model.addAttribute("mayFreeze", data.mayFreeze());
    }

    /** {@code 1 is in trouble, 1 waits for a person, 3 are well}. */
    private static String summary(List<PlanCard> plans) {
        Map<Integer, Long> counts =
                plans.stream().collect(Collectors.groupingBy(PlanCard::urgency, Collectors.counting()));
        List<String> words = List.of("in trouble", "waiting for a person", "to be looked at", "at work", "well");
        return counts.keySet().stream()
                .sorted()
                .map(urgency -> "%d %s".formatted(counts.get(urgency), words.get(urgency)))
                .collect(Collectors.joining(", "));
    }
}
