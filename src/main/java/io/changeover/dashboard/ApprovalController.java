package io.changeover.dashboard;

import io.changeover.application.port.SignedIn;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows every question that waits for a person, those of the reader first. */
@Controller
final class ApprovalController {
    private final Questions questions;
    private final SignedIn signedIn;

    ApprovalController(Questions questions, SignedIn signedIn) {
        this.questions = questions;
        this.signedIn = signedIn;
    }

    @GetMapping("/approvals")
    String show(Model model) {
        fill(model, questions.open(signedIn.caller()));
        return "approvals";
    }

    /** Answers 204, which leaves what a person is typing untouched, while nothing has changed. */
    @GetMapping("/approvals/live")
    Object live(@RequestParam String seen, Model model) {
        List<Asked> asked = questions.open(signedIn.caller());
        if (Questions.version(asked).equals(seen)) {
            return ResponseEntity.noContent().build();
        }
        fill(model, asked);
        return new ModelAndView("approvals :: live", model.asMap());
    }

    private static void fill(Model model, List<Asked> asked) {
        model.addAttribute("asked", asked);
        model.addAttribute("seen", Questions.version(asked));
    }
}
