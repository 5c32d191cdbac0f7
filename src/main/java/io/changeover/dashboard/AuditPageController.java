package io.changeover.dashboard;

import io.changeover.application.AuditQuestion;
import io.changeover.application.Trail;
import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import io.changeover.report.AuditCsv;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows who did what, when, from where and why, and gives it away as a table. */
@Controller
final class AuditPageController {
    private static final int SHOWN = 100;

    private final Trail trail;

    AuditPageController(Trail trail) {
        this.trail = trail;
    }

    @GetMapping("/audit")
    String show(AuditQuestion question, Model model) {
        List<Action> found = trail.find(filter(question), SHOWN);
        model.addAttribute("question", question);
        model.addAttribute("actions", found.stream().map(ActionRow::of).toList());
        model.addAttribute("csv", address("/audit.csv", question, Optional.empty()));
        if (found.size() == SHOWN) {
            model.addAttribute(
                    "older",
                    address("/audit", question, Optional.of(found.get(SHOWN - 1).id())));
        }
        return "audit";
    }

    /** All of them, told as they are read. */
    @GetMapping("/audit.csv")
    void table(AuditQuestion question, HttpServletResponse response) throws IOException {
        ActionFilter filter = filter(question);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"changeover-audit.csv\"");
        AuditCsv.write(trail, filter, Long.MAX_VALUE, response.getOutputStream());
    }

    private static ActionFilter filter(AuditQuestion question) {
        try {
            return question.filter();
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }

    private static String address(String path, AuditQuestion question, Optional<Long> before) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        add(address, "actor", question.actor());
        add(address, "what", question.what());
        add(address, "plan", question.plan());
        add(address, "run", question.run());
        add(address, "from", question.from());
        add(address, "to", question.to());
        add(address, "text", question.text());
        add(address, "people", question.people());
        add(address, "before", before.orElse(null));
        return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            address.queryParam(name, value);
        }
    }
}
