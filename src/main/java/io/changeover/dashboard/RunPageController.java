package io.changeover.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The page of a run, and the parts of it that are fetched again whenever something has changed. */
@Controller
@RequestMapping("/runs/{id}")
final class RunPageController {
    /** A deployed version of a diagram never changes, but a person may look at it only while logged in. */
    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofHours(1)).cachePrivate();

    private final RunPages pages;
    private final Clock clock;

    RunPageController(RunPages pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    String run(@PathVariable String id, Model model) {
        fill(id, model);
        return "run";
    }

    @GetMapping("/live")
    String live(@PathVariable String id, Model model) {
        fill(id, model);
        model.addAttribute("renewed", true);
        return "run :: live";
    }

    /** Answers 204, which leaves the page as it is and what a person is typing untouched, while nothing has changed. */
    @GetMapping("/actions")
    Object actions(@PathVariable String id, @RequestParam String seen) {
        RunPage page = found(pages.page(id), "run '%s'", id);
        return page.actionsVersion().equals(seen)
                ? ResponseEntity.noContent().build()
                : new ModelAndView("run :: actions", "page", page);
    }

    /** The operations of a step that is folded on the page. */
    @GetMapping("/steps/{number}")
    String step(@PathVariable String id, @PathVariable int number, Model model) {
        RunPage page = found(pages.page(id), "run '%s'", id);
        Optional<StepView> step =
                page.steps().stream().filter(one -> one.number() == number).findFirst();
        model.addAttribute("page", page);
        model.addAttribute("step", found(step, "step '%s'", Integer.toString(number)));
        return "run :: operations";
    }

    @GetMapping("/operations/{operation}")
    String operation(@PathVariable String id, @PathVariable String operation, Model model) {
        model.addAttribute("run", id);
        model.addAttribute("one", found(pages.operation(id, operation), "operation '%s'", operation));
        return "run :: operation";
    }

    @GetMapping(path = "/marks", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    RunMarks marks(@PathVariable String id) {
        return found(pages.marks(id), "run '%s'", id);
    }

    @GetMapping(path = "/diagrams/{process}", produces = "application/xml;charset=UTF-8")
    ResponseEntity<String> diagram(@PathVariable String id, @PathVariable String process) {
        return ResponseEntity.ok().cacheControl(KEPT).body(found(pages.diagram(id, process), "diagram '%s'", process));
    }

    private void fill(String id, Model model) {
        RunPage page = found(pages.page(id), "run '%s'", id);
        model.addAttribute("page", page);
        model.addAttribute("scale", RunScale.of(page, clock.instant()));
    }

    private static <T> T found(Optional<T> what, String words, String name) {
        return what.orElseThrow(
                () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no " + words.formatted(name)));
    }
}
