package io.changeover.dashboard;

import io.changeover.application.RefusedException;
import io.changeover.domain.run.Blocker;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tells the page that follows a form what was done, or every reason why it was refused. */
final class Answers {
    private Answers() {}

    static void attempt(Runnable action, String done, RedirectAttributes flash) {
        result(
                () -> {
                    action.run();
                    return done;
                },
                done,
                flash);
    }

    /** What came of it; empty where it was refused. */
    static <T> Optional<T> result(Supplier<T> action, String done, RedirectAttributes flash) {
        try {
            T result = action.get();
            flash.addFlashAttribute("notice", done);
            return Optional.of(result);
        } catch (RefusedException refused) {
            List<String> sentences =
                    refused.blockers().stream().map(Blocker::sentence).toList();
            flash.addFlashAttribute("refusals", sentences);
            return Optional.empty();
        }
    }
}
