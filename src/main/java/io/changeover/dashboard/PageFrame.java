package io.changeover.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.thymeleaf.context.LazyContextVariable;

/**
 * What every page of every part has in its model: {@code ago} writes times, {@code user} is who looks, and {@code
 * navigation} is the bar above, in which a page appears as soon as something serves its path. Thread-safe.
 */
@ControllerAdvice(annotations = Controller.class)
final class PageFrame {
    private static final List<NavigationEntry> ENTRIES = List.of(
            new NavigationEntry("/", "Overview", false),
            new NavigationEntry("/approvals", "Approvals", false),
            new NavigationEntry("/alarms", "Alarms", false),
            new NavigationEntry("/audit", "Audit", false),
            new NavigationEntry("/runbooks", "Runbooks", false),
            new NavigationEntry("/reports", "Reports", false));

    private final Clock clock;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    PageFrame(Clock clock, ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.clock = clock;
        this.mappings = mappings;
    }

    @ModelAttribute
    void frame(Model model, HttpServletRequest request) {
        model.addAttribute("ago", new Ago(clock.instant()));
        model.addAttribute("user", request.getRemoteUser());
        String path = request.getRequestURI().substring(request.getContextPath().length());
        model.addAttribute("navigation", new LazyContextVariable<List<NavigationEntry>>() {
            @Override
            protected List<NavigationEntry> loadValue() {
                return navigation(path);
            }
        });
    }

    private List<NavigationEntry> navigation(String path) {
        Set<String> served = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getDirectPaths().stream())
                .collect(Collectors.toSet());
        return ENTRIES.stream()
                .filter(entry -> served.contains(entry.path()))
                .map(entry -> entry.at(path))
                .toList();
    }
}
