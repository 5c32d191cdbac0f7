package io.changeover.config;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one login page. What is asked for is judged by the security chain, which sends refused people back here. */
@Controller
final class LoginPage {
    static final String PATH = "/login";

    @GetMapping(PATH)
    String show(
            @RequestParam(required = false) String error, @RequestParam(required = false) String logout, Model model) {
        model.addAttribute("refused", error != null);
        model.addAttribute("left", logout != null);
        return "login";
    }
}
