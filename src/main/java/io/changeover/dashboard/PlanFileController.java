package io.changeover.dashboard;

import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which a plan file is written, judged and applied. What was typed stays, whatever is said of it. */
@Controller
final class PlanFileController {
    private static final String VIEW = "plan-file";

    private final PlanFiles files;

    PlanFileController(PlanFiles files) {
        this.files = files;
    }

    @GetMapping("/plan-file")
    String page(@RequestParam(defaultValue = "") String plan, Model model) {
        model.addAttribute("yaml", files.newest(plan));
        return VIEW;
    }

    @PostMapping("/plan-file/check")
    String check(@RequestParam String yaml, Model model) {
        return said(yaml, files::check, model);
    }

    @PostMapping("/plan-file/diff")
    String compare(@RequestParam String yaml, Model model) {
        return said(yaml, files::compare, model);
    }

    @PostMapping("/plan-file/connect")
    String connect(@RequestParam String yaml, Model model) {
        return said(yaml, files::connect, model);
    }

    @PostMapping("/plan-file/apply")
    String apply(@RequestParam String yaml, Model model) {
        return said(yaml, files::apply, model);
    }

    /** Browsers end lines in a way of their own, which a version of a plan is not to differ in. */
    private static String said(String typed, Function<String, FileJudgement> judge, Model model) {
        String yaml = typed.replace("\r\n", "\n");
        model.addAttribute("yaml", yaml);
        model.addAttribute("judgement", judge.apply(yaml));
        return VIEW;
    }
}
